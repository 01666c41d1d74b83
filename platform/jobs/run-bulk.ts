import { createHash } from 'node:crypto';
import type { BulkAnswer, BulkRequest } from '#contracts/api';
import { isTerminal, type JobStatus, jobStatuses } from '#contracts/job';
import { AppError } from '../app-error';
import type { JobReads, ListFilter } from '../store/job-reads';
import { decodeCursor, encodeCursor } from './list-cursor';

/** Jobs one request acts on: a request stays short, and whoever asks for thousands can stop in between. */
const PAGE = 100;
/** Jobs acted on at once. */
const AT_ONCE = 8;

/** The states in which an action means anything. */
const fits: Record<BulkRequest['action'], readonly JobStatus[]> = {
  cancel: jobStatuses.filter((status) => !isTerminal(status) && status !== 'cancelling'),
  start: ['scheduled', 'retrying'],
  retry: ['failed', 'cancelled'],
};

const MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** “24h” as the time it reaches back to. */
export const sinceOf = (within: string | undefined): { since?: Date } => {
  if (within === undefined) return {};
  const unit = within.at(-1) as keyof typeof MS;
  return { since: new Date(Date.now() - Number(within.slice(0, -1)) * MS[unit]) };
};

/** What of a list's query narrows it. */
export const narrowOf = ({
  type,
  q,
  within,
}: Pick<BulkRequest, 'type' | 'q' | 'within'>): Pick<ListFilter, 'types' | 'text' | 'since'> => ({
  ...(type ? { types: type } : {}),
  ...(q?.trim() ? { text: q.trim() } : {}),
  ...sinceOf(within),
});

/** A key of one retry within a bulk call: the same call again gives the same keys. */
const keyOf = (key: string | null, jobId: string): string | undefined =>
  key === null ? undefined : createHash('sha256').update(`${key} ${jobId}`).digest('base64url');

/**
 * One page of a bulk action. What is passed over or refused stays as it is, so that the same request
 * may come twice; a store that is away ends the request, and what was done until then is done.
 *
 * @param act does it for one job
 * @throws AppError invalid_cursor, dependency_unavailable
 */
export const runBulk = async (
  reads: JobReads,
  owner: string,
  request: BulkRequest,
  key: string | null,
  act: (action: BulkRequest['action'], jobId: string, key?: string) => Promise<unknown>,
): Promise<BulkAnswer> => {
  const { action, status, before, cursor } = request;
  const statuses = fits[action].filter((one) => !status?.length || status.includes(one));
  if (statuses.length === 0) return { done: 0, refused: 0, nextCursor: null };
  const rows = await reads.list({
    owner,
    statuses,
    ...narrowOf(request),
    before: new Date(before),
    ...(cursor ? { after: decodeCursor(cursor) } : {}),
    limit: PAGE + 1,
  });
  const page = rows.slice(0, PAGE);
  const left = [...page];
  let refused = 0;
  const work = async () => {
    for (let row = left.shift(); row; row = left.shift()) {
      try {
        await act(action, row.id, keyOf(key, row.id));
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        refused += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const last = page.at(-1);
  return {
    done: page.length - refused,
    refused,
    nextCursor:
      rows.length > PAGE && last ? encodeCursor({ createdAt: last.created_at, id: last.id }) : null,
  };
};
