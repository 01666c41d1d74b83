import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { AuditEntry, AuditKind, AuditPage, AuditQuery } from '#contracts/admin';
import { AppError } from '../app-error';
import type { Principal } from '../principal';

/** Notes an act in the transaction that does it. */
export const noteAct = async (
  client: Pick<PoolClient, 'query'>,
  who: Principal,
  act: { kind: AuditKind; action: string; target: string; details?: string | null },
): Promise<void> => {
  await client.query(
    'insert into operator_audit (actor, role, kind, action, target, details) values ($1, $2, $3, $4, $5, $6)',
    [who.userId, who.role, act.kind, act.action, act.target, act.details ?? null],
  );
};

/** A time with its microseconds: milliseconds alone could fall between two rows. */
const timeText = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface Source {
  readonly kinds: readonly AuditKind[];
  /** Selects id, at, actor, role, kind, action, target, details. */
  readonly select: string;
}

/** Each is read along an index on `at`, a page of it at most. Ids begin with a letter of their own. */
const sources: readonly Source[] = [
  {
    kinds: ['job'],
    // Every end that a person brought about is a cancel; the other acts say what they were.
    select: `select 'j:' || job_id || ':' || rev as id, at, actor, null::text as role, 'job' as kind,
      case when detail like 'retry of %' then 'retry' when detail = 'started at once' then 'run-now' else 'cancel' end as action,
      case when detail like 'retry of %' then substr(detail, 10) else job_id end as target,
      case when detail like 'retry of %' then job_id else detail end as details
    from job_changes where actor is not null and (rev > 1 or detail is not null)`,
  },
  {
    kinds: ['schedule'],
    select: `select 's:' || id as id, at, actor, null::text as role, 'schedule' as kind, action, schedule as target, detail as details
    from schedule_changes where true`,
  },
  {
    kinds: ['queue', 'worker', 'failure'],
    select: `select 'o:' || id as id, at, actor, role, kind, action, target, details from operator_audit where true`,
  },
];

/** $1 time and $2 id of the last entry that was shown, $3 actor, $4 kind, $5 how many. */
const pageSql = (wanted: readonly Source[]): string => {
  const parts = wanted.map(
    ({ select }) => `(select * from (${select} and ($1::timestamptz is null or at <= $1)
      and ($3::text is null or actor = $3)) as one
    where ($4::text is null or kind = $4) and ($1::timestamptz is null or at < $1 or id collate "C" < $2)
    order by at desc, id collate "C" desc limit $5)`,
  );
  return `select a.id, ${timeText} as at, a.actor, u.name as "actorName", a.role, a.kind, a.action, a.target, a.details
  from (select * from (${parts.join(' union all ')}) as every order by at desc, id collate "C" desc limit $5) as a
  left join "user" u on u.id = a.actor order by a.at desc, a.id collate "C" desc`;
};

const cursorShape = z.tuple([z.iso.datetime(), z.string().max(200)]);

const decode = (cursor: string): [string, string] => {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const message = 'The cursor did not come from this list. Start again without it.';
    throw new AppError('invalid_cursor', message, { cause });
  }
};

/** Who did what, newest first. @throws AppError invalid_cursor */
export const readAudit = async (pool: Pool, query: AuditQuery): Promise<AuditPage> => {
  const { kind, actor, limit, cursor } = query;
  const [at, id] = cursor === undefined ? [null, null] : decode(cursor);
  const wanted = sources.filter(({ kinds }) => kind === undefined || kinds.includes(kind));
  const { rows } = await pool.query<AuditEntry>(pageSql(wanted), [
    at,
    id,
    actor ?? null,
    kind ?? null,
    limit + 1,
  ]);
  const entries = rows.slice(0, limit);
  const last = entries.at(-1);
  return {
    entries,
    nextCursor:
      rows.length > limit && last
        ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url')
        : null,
  };
};
