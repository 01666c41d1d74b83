/** What a person may be, each with all that those before it may do. Free of zod: the browser reads it too. */
export const roles = ['user', 'viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * What each right asks for at the least; whoever has none of them sees and starts jobs of their own.
 * `docs/operations.md` tells it in words.
 */
export const rights = {
  /** State, progress, error and times of everybody's jobs. */
  'see-jobs': 'viewer',
  /** Statistics, queues, workers, schedules, failures, the audit. */
  'see-operations': 'viewer',
  /** Inputs, results, logs and output of other people's jobs. */
  'see-payloads': 'operator',
  /** Cancel, retry and start at once whosoever's job it is. */
  'act-on-jobs': 'operator',
  /** Pause, resume and limit job types; drain workers; retry, mute and discard groups of failures. */
  operate: 'operator',
  /** Start, pause and resume schedules, and skip a turn. */
  'run-schedules': 'operator',
  /** Change when schedules run. */
  'edit-schedules': 'admin',
  /** Mend and approve what is taught and told. */
  'edit-content': 'admin',
  /** Export and erase what is held of other people. */
  'answer-for-people': 'admin',
  /** Alerts of the installation, beside one's own. */
  'edit-alerts': 'admin',
  /** Everything in the engine, as Bull Board shows it, and the metrics. */
  'see-engine': 'admin',
} as const satisfies Readonly<Record<string, Role>>;
export type Right = keyof typeof rights;

/** Whether a role is the needed one or above it. */
export const isAtLeast = (role: Role, needed: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(needed);

export const may = (role: Role, right: Right): boolean => isAtLeast(role, rights[right]);
