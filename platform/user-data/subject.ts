import { createHash } from 'node:crypto';

/** What stands for a user id where the id itself may not stay. User ids are random: it cannot be guessed back. */
export const subjectOf = (userId: string): string =>
  createHash('sha256').update(userId).digest('hex');

/** What rows that stay say instead of a user id. */
export const pseudonymOf = (userId: string): string => `erased-${subjectOf(userId).slice(0, 12)}`;
