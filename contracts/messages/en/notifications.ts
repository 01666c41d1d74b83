/** What is said outside the page when a job ends, and the switch for it. */
export const notifications = {
  ended: { completed: 'Completed', failed: 'Failed' },
  label: 'Notify me when jobs finish',
  hint: {
    off: 'While no page of ours is in view, on this device.',
    push: 'On, also while no page is open.',
    'when-hidden': 'On, while a page is open in the background.',
    denied: 'Blocked by the browser. Allow notifications in this site’s settings, then try again.',
    failed: 'That did not work. Try again.',
  },
  ask: 'Notify me when it is done',
};
