import type { Pool } from 'pg';

/** A look so far back, in milliseconds, catches commits that came late; most looks go less far. */
const LATE_COMMIT_MS = 60_000;
const NEAR_MS = 5_000;
const DEEP_EVERY_MS = 20_000;
/** Older endings are no longer news; rows of the outbox are kept twice as long as any look goes back. */
const NEWS_HOURS = 24;
/** Deliveries and notices are kept for the list of what was sent. */
const KEPT_DAYS = 30;

const MARK = 'alert-mark';
/** Where nothing has been read yet, all that is news counts that came after its endpoint. */
const BEGINNING = new Date(0);

/** An alert that could not be delivered is none itself, or one dead endpoint would never be silent. */
const wanted = `
  e.state = 'active' and j.finished_at > greatest($1::timestamptz, now() - $2 * interval '1 hour')
  and j.finished_at > e.active_since and 'job.' || j.state = any(e.events)
  and (cardinality(e.types) = 0 or j.type = any(e.types))
  and j.parent_id is null and j.type <> 'deliver-alert'`;

const found = `
  e.id, j.id, 'job.' || j.state,
  concat_ws(' ', 'job.' || j.state, j.type, case when j.state = 'failed' then j.error::jsonb ->> 'code' end), j.finished_at`;

/** Children of a flow are their parent's affair. */
const collectJobsSql = `
insert into alert_events (endpoint_id, cause, event, fingerprint, at)
select ${found} from alert_endpoints e join jobs j on j.owner = e.owner where e.scope = 'mine' and ${wanted}
union all
select ${found} from alert_endpoints e cross join jobs j where e.scope = 'operators' and ${wanted}
on conflict do nothing`;

const collectNoticesSql = `
insert into alert_events (endpoint_id, cause, event, fingerprint, at)
select e.id, 'notice:' || n.id, n.event, concat_ws(' ', n.event, n.schedule), n.at
from alert_endpoints e cross join alert_notices n
where e.scope = 'operators' and e.state = 'active' and n.event = any(e.events)
  and n.at > greatest($1::timestamptz, now() - $2 * interval '1 hour') and n.at > e.active_since
on conflict do nothing`;

/** Never backwards: another process may be further. Untouched while there are no endpoints. */
const keepMarkSql = `
insert into installation_settings as i (name, value)
select '${MARK}', $1 where exists (select from alert_endpoints)
on conflict (name) do update set value = excluded.value, updated_at = now() where i.value < excluded.value`;

const pruneSql = [
  `delete from alert_events where collected_at < now() - ${2 * NEWS_HOURS} * interval '1 hour'`,
  `delete from alert_windows where until < now() - ${NEWS_HOURS} * interval '1 hour'`,
  `delete from alert_deliveries where created_at < now() - ${KEPT_DAYS} * interval '1 day'`,
  `delete from alert_notices where at < now() - ${KEPT_DAYS} * interval '1 day'`,
];

/**
 * Reads from the ledger what endpoints want to hear of. How far it has been read is kept in the database, and what was
 * read twice meets its own row: a crash at any point neither loses an event nor notes it twice.
 *
 * @param pool any number of processes may work on one outbox
 */
export const createAlertOutbox = (pool: Pool) => {
  let mark: Date | undefined;
  let deepAt = 0;

  const look = async () => {
    const { rows } = await pool.query<{ now: Date; wanted: boolean }>(
      `select clock_timestamp() as now, exists (select from alert_endpoints where state = 'active') as wanted`,
    );
    return rows[0] ?? { now: new Date(), wanted: false };
  };
  const keptMark = async (): Promise<Date | undefined> => {
    const { rows } = await pool.query<{ value: string }>(
      'select value from installation_settings where name = $1',
      [MARK],
    );
    return rows[0] ? new Date(rows[0].value) : undefined;
  };
  const back = (from: Date, ms: number) => new Date(from.getTime() - ms);

  return {
    /** Finds what has happened since the last look. */
    collect: async (): Promise<void> => {
      const { now, wanted: any } = await look();
      // What has ended by now is no news to an endpoint that comes later.
      if (!any) {
        mark = back(now, NEAR_MS);
        return;
      }
      const deep = Date.now() - deepAt > DEEP_EVERY_MS;
      const far = deep ? ((await keptMark()) ?? BEGINNING) : undefined;
      const since = far ?? mark ?? back(now, LATE_COMMIT_MS);
      await pool.query(collectJobsSql, [since, NEWS_HOURS]);
      await pool.query(collectNoticesSql, [since, NEWS_HOURS]);
      mark = back(now, NEAR_MS);
      if (!deep) return;
      await pool.query(keepMarkSql, [back(now, LATE_COMMIT_MS).toISOString()]);
      for (const sql of pruneSql) await pool.query(sql);
      deepAt = Date.now();
    },
  };
};
