import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { AlertEvent } from '#contracts/alert-events';
import type { AlertPayload } from '#contracts/alerts';
import { MAX_INLINE_RESULT_BYTES } from '#contracts/limits';
import { inTransaction } from '../store/in-transaction';
import { type JobRow, jobColumns } from '../store/job-row';
import { digestPayload, jobPayload, type NoticeRow, noticePayload } from './alert-payload';
import type { EndpointRow } from './endpoint-row';
import { makeDeliveryId, type NewDelivery, openDeliveries } from './open-deliveries';
import { type FoldRule, isRoutine, type OpenWindow, planWindow } from './plan-window';

export interface FoldRules {
  readonly routine: FoldRule;
  readonly trouble: FoldRule;
}

interface Waiting {
  readonly cause: string;
  readonly event: AlertEvent;
  readonly fingerprint: string;
  readonly collectedAt: Date;
}

/** A job without a result that is too large, and whether it has one. */
type MadeRow = JobRow & { readonly made: boolean };

/** One message in the making. */
interface Draft {
  readonly id: string;
  readonly event: AlertEvent;
  readonly causes: readonly string[];
}

/** Endpoints and events looked at in one go. */
const MAX_ENDPOINTS = 100;
const MAX_EVENTS = 10_000;

const routine: readonly AlertEvent[] = ['job.completed', 'job.cancelled'];

/** Endpoints with something to be told now: what waits for its window to close is passed over. */
const readySql = `
select distinct v.endpoint_id as id from alert_events v
left join alert_windows w on w.endpoint_id = v.endpoint_id and w.fingerprint = v.fingerprint
where v.delivery_id is null and (w.until is null or w.until <= clock_timestamp()
  or w.sent < case when v.event = any($1::text[]) then $2::int else $3::int end)
limit ${MAX_ENDPOINTS}`;

const waitingSql = `
select cause, event, fingerprint, collected_at as "collectedAt" from alert_events
where endpoint_id = $1 and delivery_id is null order by at, cause limit ${MAX_EVENTS}`;

const keepWindowSql = `
insert into alert_windows (endpoint_id, fingerprint, until, sent) values ($1, $2, $3, $4)
on conflict (endpoint_id, fingerprint) do update set until = excluded.until, sent = excluded.sent`;

/** A result that no message holds is not read: a digest may stand for thousands of jobs. */
const jobsSql = `
select ${jobColumns('j').replace('j.result', 'case when j.id = any($2::text[]) and octet_length(j.result) <= $3 then j.result end as result')},
  j.result is not null as made
from jobs j where j.id = any($1::text[])`;

const noticesSql = `
select 'notice:' || n.id as cause, n.event, n.schedule, n.at, coalesce(s.type, '') as type
from alert_notices n left join schedules s on s.name = n.schedule
where 'notice:' || n.id = any($1::text[]) order by n.at`;

const byFingerprint = (waiting: readonly Waiting[]): Map<string, Waiting[]> => {
  const groups = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const group = groups.get(one.fingerprint);
    if (group) group.push(one);
    else groups.set(one.fingerprint, [one]);
  }
  return groups;
};

const draft = (events: readonly Waiting[]): Draft => ({
  id: makeDeliveryId(),
  event: (events[0] as Waiting).event,
  causes: events.map(({ cause }) => cause),
});

/** Decides what is told now, and notes how much of each trouble that makes. */
const draftMessages = async (
  client: PoolClient,
  endpoint: EndpointRow,
  now: Date,
  rules: FoldRules,
): Promise<Draft[]> => {
  const { rows: waiting } = await client.query<Waiting>(waitingSql, [endpoint.id]);
  const groups = byFingerprint(waiting);
  const { rows: known } = await client.query<OpenWindow & { fingerprint: string }>(
    `select fingerprint, until, sent from alert_windows where endpoint_id = $1 and fingerprint = any($2::text[])`,
    [endpoint.id, [...groups.keys()]],
  );
  const windows = new Map(known.map((one) => [one.fingerprint, one]));
  const drafts: Draft[] = [];
  for (const [fingerprint, group] of groups) {
    const rule = isRoutine((group[0] as Waiting).event) ? rules.routine : rules.trouble;
    const plan = planWindow(group, windows.get(fingerprint), now, rule);
    const { until, sent } = plan.window;
    await client.query(keepWindowSql, [endpoint.id, fingerprint, until, sent]);
    drafts.push(...plan.singles.map((one) => draft([one])));
    if (plan.digest.length > 0) drafts.push(draft(plan.digest));
  }
  return drafts;
};

/** What drafts are about, as the ledger has it now; what was removed meanwhile is told no longer. */
const fill = async (
  client: PoolClient,
  endpoint: EndpointRow,
  drafts: readonly Draft[],
  webUrl: string,
): Promise<NewDelivery[]> => {
  const causes = drafts.flatMap((one) => one.causes);
  const singles = drafts.filter((one) => one.causes.length === 1).flatMap((one) => one.causes);
  const { rows: jobs } = await client.query<MadeRow>(jobsSql, [
    causes,
    singles,
    MAX_INLINE_RESULT_BYTES,
  ]);
  const { rows: notices } = await client.query<NoticeRow & { cause: string }>(noticesSql, [causes]);
  const jobOf = new Map(jobs.map((row) => [row.id, row]));
  const noticeOf = new Map(notices.map((row) => [row.cause, row]));
  return drafts.flatMap(({ id, event, causes: own }) => {
    const rows = own.flatMap((cause) => jobOf.get(cause) ?? []);
    const told = own.flatMap((cause) => noticeOf.get(cause) ?? []);
    const to = (payload: AlertPayload, subject: string | null, count: number): NewDelivery[] => [
      { id, endpointId: endpoint.id, subject, causes: count, payload },
    ];
    const [row] = rows;
    if (rows.length > 1) return to(digestPayload(event, rows, webUrl), null, rows.length);
    if (row) return to(jobPayload(event, row, row.made, endpoint.scope, webUrl), row.id, 1);
    const [notice] = told;
    return notice ? to(noticePayload(told, webUrl), notice.schedule, told.length) : [];
  });
};

const assign = async (client: PoolClient, endpointId: string, drafts: readonly Draft[]) => {
  const pairs = drafts.flatMap(({ id, causes }) => causes.map((cause) => [cause, id] as const));
  await client.query(
    `update alert_events v set delivery_id = u.id from unnest($2::text[], $3::text[]) as u(cause, id)
     where v.endpoint_id = $1 and v.cause = u.cause`,
    [endpointId, pairs.map(([cause]) => cause), pairs.map(([, id]) => id)],
  );
};

/** One endpoint's messages, under a lock of its row: another process passes it over meanwhile. */
const planEndpoint = async (
  client: PoolClient,
  endpointId: string,
  webUrl: string,
  rules: FoldRules,
): Promise<JobRow[]> => {
  const locked = await client.query<EndpointRow & { now: Date }>(
    'select *, clock_timestamp() as now from alert_endpoints where id = $1 for update skip locked',
    [endpointId],
  );
  const endpoint = locked.rows[0];
  if (!endpoint) return [];
  if (endpoint.state !== 'active') {
    await client.query(
      `update alert_events set delivery_id = '' where endpoint_id = $1 and delivery_id is null`,
      [endpointId],
    );
    return [];
  }
  const drafts = await draftMessages(client, endpoint, endpoint.now, rules);
  if (drafts.length === 0) return [];
  const jobs = await openDeliveries(client, await fill(client, endpoint, drafts, webUrl));
  await assign(client, endpointId, drafts);
  return jobs;
};

/**
 * Turns what waits in the outbox into deliveries with their jobs, one commit an endpoint.
 *
 * @returns the jobs, to be handed over
 */
export const planDeliveries = async (
  { pool, log }: { readonly pool: Pool; readonly log: Logger },
  webUrl: string,
  rules: FoldRules,
): Promise<JobRow[]> => {
  const ready = await pool.query<{ id: string }>(readySql, [
    routine,
    rules.routine.burst,
    rules.trouble.burst,
  ]);
  const jobs: JobRow[] = [];
  for (const { id } of ready.rows) {
    const opened = inTransaction(pool, (client) => planEndpoint(client, id, webUrl, rules));
    // One endpoint that cannot be served keeps nothing from the others.
    const made = await opened.catch((error: unknown) => {
      log.warn({ err: error, endpointId: id }, 'its alerts wait: they could not be queued');
      return [];
    });
    jobs.push(...made);
  }
  return jobs;
};
