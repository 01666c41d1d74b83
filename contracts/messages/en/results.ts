import { time } from './time';

/** The pages of the results of each job type. */
export const results = {
  alternatives: (titles: string): string => `Not what you meant? Try ${titles}.`,
  source: (name: string, asOf: string): string => `Facts: ${name}, ${asOf}.`,
  resume: {
    score: (score: number): string => `${Math.round(score)}`,
    of: 'of 100',
    parts: 'What the score is made of',
    points: (points: number, of: number): string => `${round(points)} of ${round(of)}`,
    missing: 'Missing keywords',
    missingNote: (count: number): string => `${time.count(count)}, most wanted first`,
    noMissing: 'No keyword of this role is missing.',
    matched: 'Keywords found',
    bullets: 'Bullet points',
    bulletsNote: (rewritten: number, all: number): string =>
      `${time.count(rewritten)} of ${time.count(all)} rewritten`,
    was: 'Was',
    now: 'Now',
    tip: 'To do',
    unchanged: 'Nothing to change.',
    sections: 'Section checks',
    passes: 'passes',
    needsWork: 'needs work',
  },
  skills: {
    coverage: (coverage: number): string => `${Math.round(coverage)}`,
    of: '% covered',
    summary: (matched: number, missing: number, adjacent: number): string =>
      `${matched} matched, ${missing} missing, ${adjacent} adjacent.`,
    missing: 'Missing',
    missingNote: 'most wanted first',
    noMissing: 'Nothing this role asks for is missing.',
    level: { must: 'Must', should: 'Should', nice: 'Nice to have' },
    anyOf: (options: string): string => `any of ${options}`,
    matched: 'Matched',
    noMatched: 'None of the skills you named is asked for by this role.',
    adjacent: 'Adjacent',
    helpsWith: (skill: string): string => `helps with ${skill}`,
    order: 'An order to learn them in',
    industry: 'In your industry',
    columns: { skill: 'Skill', level: 'Level', why: 'Why', group: 'Group' },
  },
  insights: {
    roles: 'Roles',
    noRoles: 'The source holds no role in this field.',
    outlook: 'Outlook',
    pay: 'Pay',
    payCaption: 'Pay a year, by role',
    columns: { role: 'Role', p25: '25th', median: 'Median', p75: '75th', rows: 'Rows' },
    money: (amount: number, currency: string): string => money(amount, currency),
    skills: 'Skills in demand',
    neighbours: 'Neighbouring roles',
    source: 'Source',
    rows: (rows: number): string => (rows === 1 ? '1 row' : `${time.count(rows)} rows`),
    asOf: (when: string): string => `as of ${when}`,
    sample: 'Sample data',
    weight: (weight: number): string => round(weight),
  },
};

function round(value: number): string {
  return time.count(Math.round(value * 10) / 10);
}

/** A currency code from a result is text from outside: one that Intl does not know must not throw. */
function money(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      maximumFractionDigits: 0,
    }).format(amount);
  } catch {
    return `${time.count(Math.round(amount))} ${currency}`;
  }
}
