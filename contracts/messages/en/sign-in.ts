/** Sign-in and sign-up. */
export const signIn = {
  title: 'Sign in',
  titleUp: 'Create an account',
  lead: 'Your jobs keep running whether you are here or not.',
  email: 'Email',
  password: 'Password',
  passwordHint: (min: number): string => `At least ${min} characters.`,
  showPassword: 'Show password',
  submit: 'Sign in',
  submitUp: 'Create account',
  or: 'or',
  guest: 'Continue as guest',
  guestHint: 'A guest gets a private account on this server. No email, nothing shared.',
  toUp: 'No account yet?',
  toUpAction: 'Create one',
  toIn: 'Have an account?',
  toInAction: 'Sign in',
  problems: {
    email: 'Use an email address, for example name@example.org.',
    passwordShort: (min: number): string => `Use at least ${min} characters.`,
    passwordEmpty: 'Type your password.',
    rejected: 'Email and password do not belong together. Check both and try again.',
    taken: 'There is an account with this email already. Sign in instead.',
    tooMany: (seconds: number | null): string =>
      seconds === null
        ? 'Too many tries. Wait a minute and try again.'
        : `Too many tries. Try again in ${seconds} s.`,
    unreachable: 'The server did not answer. What you typed is still here; try again.',
    unknown: 'That did not work. What you typed is still here; try again.',
  },
  about: {
    title: 'A click becomes a durable job',
    text: 'It survives refreshes, dropped sockets, crashed workers and emptied caches. Every tab you have open sees it move.',
    life: 'States of a job',
    states: {
      pending: 'Accepted once it is written to the ledger. Then it waits for a free worker.',
      running: 'Progress reaches every open tab as it happens.',
      retrying: 'A failed attempt is tried again, after the last step that finished.',
      completed: 'The result stays in your list of jobs.',
      failed: 'It says what happened and what to do, and keeps your input.',
    },
  },
};
