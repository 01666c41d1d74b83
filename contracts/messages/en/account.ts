const megabyte = 1_000_000;

/** A file's size, rounded up: nobody downloads less than a kilobyte. */
const size = (bytes: number): string =>
  bytes < megabyte
    ? `${Math.max(1, Math.ceil(bytes / 1_000))} kB`
    : `${(bytes / megabyte).toFixed(1)} MB`;

/** The page about one's own account. */
export const account = {
  title: 'Account',
  lead: 'What is kept of you: take it with you, or have it erased.',
  link: 'Account and data',
  failed: 'That did not work. Try again.',
  who: {
    title: 'You',
    name: 'Name',
    email: 'E-mail',
    role: 'Role',
    guest: 'Guest: this account lives in this browser alone.',
  },
  take: {
    title: 'Take your data with you',
    text: 'One file with your profile, sessions, jobs with inputs, results and logs, lesson plans, AI use and all else that is kept of you. Passwords, tokens and keys are not in it.',
    start: 'Gather my data',
    running: 'Gathering your data',
    ready: (bytes: number) => `Ready, ${size(bytes)}`,
    until: 'Lies here until',
    download: 'Download',
    format: 'JSON lines, gzipped.',
    broken: 'It could not be gathered. Try again, or look at its job.',
    job: 'The job',
  },
  erase: {
    title: 'Erase everything',
    text: 'Running jobs are stopped, and everything listed above is deleted: in the database, in the queue and in storage. Every session ends. This cannot be undone, and this account starts nothing again.',
    start: 'Erase my data…',
    ask: 'Erase everything that is kept of you?',
    warn: 'There is no way back. Take your data with you first, if you want them.',
    typeEmail: 'Type your e-mail address to confirm',
    typeWord: (word: string) => `Type “${word}” to confirm`,
    mismatch: 'That is not it. Nothing was erased.',
    confirm: 'Erase',
    cancel: 'Keep everything',
  },
};
