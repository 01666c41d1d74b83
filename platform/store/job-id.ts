import { randomBytes } from 'node:crypto';
import { jobIdSchema } from '#contracts/job';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_BYTES = 16;

/** Readable start of the id. Letters that are not safe in an address become dashes; never read back. */
const slug = (userId: string): string =>
  userId.replace(/[^A-Za-z0-9_.@-]/g, '-').slice(0, 48) || 'user';

/**
 * A new job id: `<user>~<type>~<time><random>`. The last part sorts by time (10 digits of base 32 for
 * milliseconds) and carries 80 random bits, so that an id can neither be guessed nor made twice.
 */
export const makeJobId = (userId: string, type: string, now: number = Date.now()): string => {
  let time = '';
  for (let rest = now, i = 0; i < TIME_LENGTH; i += 1, rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time;
  }
  const random = [...randomBytes(RANDOM_BYTES)].map((byte) => alphabet.charAt(byte % 32)).join('');
  return `${slug(userId)}~${type}~${time}${random}`;
};

/** Whether a string from outside can be one of ours, before any store is asked. */
export const isJobId = (text: string): boolean => jobIdSchema.safeParse(text).success;
