/** What every process must agree on about the queues in Redis. */

/** Key prefix of a type's queue; braces put all of it in one hash slot. */
export const queuePrefix = (type: string): string => `{jobwire-${type}}`;

/** Where a type's queue keeps `suffix` (a job id, `active`, …). */
export const queueKey = (type: string, suffix: string): string =>
  `${queuePrefix(type)}:${type}:${suffix}`;

/**
 * A worker that dies is noticed after this long at the worst, plus one check: a killed job runs again
 * within 10 s. Renewal from a thread and the guard keep pauses of Redis or of a handler from counting.
 */
export const LOCK_DURATION_MS = 5_000;
export const STALL_CHECK_MS = 2_500;

/** Channel on which every worker hears whom to stop. */
export const CANCEL_CHANNEL = 'jobwire:cancel';

/** BullMQ takes priorities below 2^21; a tag beyond this calls for a rebase. */
export const REBASE_AT = 1_900_000;

export type Priority = 'low' | 'normal' | 'high';

/**
 * An owner has one flow per priority, each with an owner's share: `high` overtakes the owner's own
 * backlog, never more than one share's worth of others. A low job costs four.
 */
export const priorityCost: Readonly<Record<Priority, number>> = { low: 4, normal: 1, high: 1 };
