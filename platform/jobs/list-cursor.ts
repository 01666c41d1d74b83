import { z } from 'zod';
import { jobIdSchema } from '#contracts/job';
import { AppError } from '../app-error';
import type { ListPosition } from '../store/job-reads';

const cursorShape = z.tuple([z.number().int().min(0).max(4e12), jobIdSchema]);

/** A page's end as an opaque string. It names no owner: the query adds that, so a foreign cursor shows nothing foreign. */
export const encodeCursor = (position: ListPosition): string =>
  Buffer.from(JSON.stringify([position.createdAt.getTime(), position.id])).toString('base64url');

/** @throws AppError invalid_cursor */
export const decodeCursor = (text: string): ListPosition => {
  try {
    const [time, id] = cursorShape.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { createdAt: new Date(time), id };
  } catch (cause) {
    throw new AppError(
      'invalid_cursor',
      'The cursor did not come from this list. Start again without it.',
      { cause },
    );
  }
};
