/** Inputs that their contracts accept. */
export const insights = (more: object = {}) => ({
  type: 'career-insights',
  domain: 'Data',
  ...more,
});

export const skillGap = (more: object = {}) => ({
  type: 'skill-gap-analysis',
  targetRole: 'Data engineer',
  industry: 'Software',
  currentSkills: ['SQL'],
  ...more,
});
