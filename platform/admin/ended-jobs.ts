import type { Pool } from 'pg';
import { z } from 'zod';
import type { EndedJob, EndedJobPage, EndedJobsQuery } from '#contracts/admin';
import type { JobError, TerminalStatus } from '#contracts/job';
import { AppError } from '../app-error';
import type { Stretch } from './stretch';

interface EndedRow {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly state: TerminalStatus;
  readonly error: string | null;
  readonly waited: number | null;
  readonly ran: number | null;
  /** With its microseconds: milliseconds alone could fall between two rows. */
  readonly ended: string;
}

/** $1 from, $2 to, $3 type, $4 state, $5 end and $6 id of the last job that was shown, $7 how many. */
const pageSql = `
select id, owner, type, state, error,
  case when attempt = 1 then greatest(0, extract(epoch from started_at - run_at) * 1000)::float8 end as waited,
  (extract(epoch from finished_at - started_at) * 1000)::float8 as ran,
  to_char(finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ended
from jobs where finished_at >= $1 and finished_at < $2
  and ($3::text is null or type = $3) and ($4::text is null or state = $4)
  and ($5::timestamptz is null or (finished_at, id) < ($5, $6::text))
order by finished_at desc, id desc limit $7`;

const cursorShape = z.tuple([z.iso.datetime(), z.string().max(200)]);

const decode = (cursor: string): [string, string] => {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const message = 'The cursor did not come from this list. Start again without it.';
    throw new AppError('invalid_cursor', message, { cause });
  }
};

const toEndedJob = ({ id, owner, type, state, error, waited, ran, ended }: EndedRow): EndedJob => ({
  jobId: id,
  type,
  userId: owner,
  status: state,
  finishedAt: new Date(ended).toISOString(),
  waitedMs: waited,
  ranMs: ran === null ? null : Math.max(0, ran),
  error: error === null ? null : (JSON.parse(error) as JobError),
});

/** Everybody's jobs that ended in a stretch of time, the latest end first. @throws AppError invalid_cursor */
export const readEndedJobs = async (
  pool: Pool,
  { from, to }: Stretch,
  { type, status, limit, cursor }: EndedJobsQuery,
): Promise<EndedJobPage> => {
  const [ended, id] = cursor === undefined ? [null, null] : decode(cursor);
  const { rows } = await pool.query<EndedRow>(pageSql, [
    ...[new Date(from), new Date(to), type ?? null, status ?? null],
    ...[ended, id, limit + 1],
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor =
    rows.length > limit && last
      ? Buffer.from(JSON.stringify([last.ended, last.id])).toString('base64url')
      : null;
  return { jobs: shown.map(toEndedJob), nextCursor };
};
