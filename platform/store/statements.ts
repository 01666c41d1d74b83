import { jobColumns } from './job-row';

/**
 * The statements Drizzle cannot say: each takes arrays, so that one round trip writes many rows, and
 * each writes its audit in the same statement.
 */

/**
 * Ids that do not come back were idempotency hits, or of somebody whose data are or have been erased. Scheduled
 * ones are noted in `delayed_jobs`.
 */
export const submitSql = `
with u as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
    $8::text[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
    as u(id, owner, type, input, idem_key, idem_hash, max_attempts, options, delay_ms, retry_of, trace_id, parent_id, traceparent, actor)
), ins as (
  insert into jobs (id, owner, type, input, idem_key, idem_hash, max_attempts, options, run_at, state, retry_of, trace_id, parent_id, traceparent)
  select id, owner, type, input, idem_key, idem_hash, max_attempts, options,
    now() + delay_ms * interval '1 millisecond', case when delay_ms > 0 then 'scheduled' else 'pending' end,
    retry_of, trace_id, parent_id, traceparent from u
  where not exists (select 1 from erasures e where e.subject = encode(sha256(convert_to(u.owner, 'UTF8')), 'hex'))
  on conflict (owner, idem_key) where idem_key is not null do nothing
  returning ${jobColumns('jobs')}
), late as (
  insert into delayed_jobs (job_id, run_at) select id, run_at from ins where state = 'scheduled'
), audit as (
  insert into job_changes (job_id, rev, state, attempt, actor, detail)
  select ins.id, ins.rev, ins.state, ins.attempt, coalesce(u.actor, ins.owner), 'retry of ' || ins.retry_of from ins join u on u.id = ins.id
)
select * from ins`;

/**
 * No row back: finished or unknown. State `cancelling` back: end it as cancelled, do not run it. The
 * same token again changes nothing, so a claim whose answer was lost can be repeated. A parent that
 * resumes goes on with the attempt it had begun.
 */
export const claimSql = `
with u as (select * from unnest($1::text[], $2::text[]) as u(id, token)), c as (
  update jobs j set
    state = case when j.state = 'cancelling' then 'cancelling' else 'running' end,
    attempt = j.attempt + (j.token is distinct from u.token and j.state <> 'resuming')::int,
    fence = j.fence + (j.token is distinct from u.token)::int,
    rev = j.rev + (j.token is distinct from u.token)::int,
    crashes = j.crashes + (j.token is distinct from u.token and j.state in ('running', 'cancelling'))::int,
    token = u.token, started_at = coalesce(j.started_at, now())
  from u where j.id = u.id and j.state in ('pending', 'running', 'retrying', 'cancelling', 'resuming')
  returning ${jobColumns('j')}, j.input, j.token
), audit as (
  insert into job_changes (job_id, rev, state, attempt) select id, rev, state, attempt from c on conflict do nothing
)
select * from c`;

/**
 * Ends an attempt: completed, failed, cancelled, retrying, or pending (handed back). No row back: look
 * the job up; the same fence and state is one's own commit whose answer was lost, anything else means
 * superseded. clock_timestamp(), not now(): a slow commit must not slip under the sweeper's mark.
 */
export const finishSql = `
with u as (
  select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[])
    as u(id, fence, state, result, error, delay_ms, progress, engine, refund, detail, fingerprint)
), c as (
  update jobs j set state = u.state, result = u.result, error = u.error, rev = j.rev + 1,
    attempt = j.attempt - u.refund,
    progress = coalesce(u.progress, j.progress), engine = coalesce(u.engine, j.engine),
    fingerprint = u.fingerprint,
    token = case when u.state in ('retrying', 'pending') then null else j.token end,
    run_at = case when u.state in ('retrying', 'pending') then clock_timestamp() + u.delay_ms * interval '1 millisecond' else j.run_at end,
    finished_at = case when u.state in ('retrying', 'pending') then null else date_trunc('milliseconds', clock_timestamp()) end
  from u where j.id = u.id and j.fence = u.fence and j.state not in ('completed', 'failed', 'cancelled')
    and not (u.state in ('retrying', 'pending') and j.state = 'cancelling')
  returning j.id, j.rev, j.state, j.attempt, j.run_at, j.finished_at, u.detail
), audit as (
  insert into job_changes (job_id, rev, state, attempt, detail) select id, rev, state, attempt, detail from c
)
select id, rev, state, attempt, run_at, finished_at from c`;

/** No row back: fenced off, or asked to cancel. FOR SHARE: no claim slips between the check and the insert. */
export const stepSql = `
with g as (
  select j.id, u.name, u.result, u.attempt, u.started_at
  from jobs j join unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::timestamptz[])
    as u(id, fence, name, result, attempt, started_at) on j.id = u.id and j.fence = u.fence
  where j.state = 'running' for share of j
)
insert into job_steps (job_id, name, result, attempt, started_at) select * from g
on conflict (job_id, name) do update set result = job_steps.result
returning job_id, name`;

/** $3 = 'any' lets an admin in. Waiting jobs end here; running ones become `cancelling`. */
export const cancelSql = `
with c as (
  update jobs set rev = rev + 1,
    state = case when state = 'running' then 'cancelling' else 'cancelled' end,
    finished_at = case when state = 'running' then null else date_trunc('milliseconds', clock_timestamp()) end
  where id = $1 and (owner = $2 or $3 = 'any') and state in ('scheduled', 'pending', 'running', 'retrying', 'waiting', 'resuming')
  returning ${jobColumns('jobs')}
), late as (
  delete from delayed_jobs where job_id in (select id from c)
), waits as (
  delete from job_waits where job_id in (select id from c)
), audit as (
  insert into job_changes (job_id, rev, state, attempt, actor) select id, rev, state, attempt, $2 from c
)
select * from c`;

/**
 * A wait is cut short: the job joins the line now. $3 = 'any' lets an admin in. One that was in back-off
 * is still held back by the engine: its row in `delayed_jobs` says that the engine has to be told.
 */
export const runNowSql = `
with w as (
  select id, state from jobs where id = $1 and (owner = $2 or $3 = 'any') and state in ('scheduled', 'retrying') for update
), c as (
  update jobs set state = 'pending', rev = rev + 1, run_at = now() where id in (select id from w)
  returning ${jobColumns('jobs')}
), late as (
  delete from delayed_jobs where job_id in (select id from w where state = 'scheduled')
), owed as (
  insert into delayed_jobs (job_id, run_at) select id, now() from w where state = 'retrying'
  on conflict (job_id) do update set run_at = excluded.run_at
), audit as (
  insert into job_changes (job_id, rev, state, attempt, actor, detail)
  select id, rev, state, attempt, $2, 'started at once' from c
)
select * from c`;

/** Jobs whose back-off was cut short and which the engine may still hold back. */
export const hastenedSql = `
select ${jobColumns('j')} from delayed_jobs d join jobs j on j.id = d.job_id
where d.run_at <= now() and j.state <> 'scheduled' order by d.run_at limit $1`;

/** The engine has let them go, or they have moved on by themselves. */
export const forgetHastenedSql = `
delete from delayed_jobs d using jobs j where d.job_id = any($1::text[]) and j.id = d.job_id and j.state <> 'scheduled'`;

/** Scheduled jobs whose time has come join the line. */
export const promoteSql = `
with due as (
  delete from delayed_jobs where job_id in (
    select d.job_id from delayed_jobs d join jobs j on j.id = d.job_id
    where d.run_at <= now() and j.state = 'scheduled' order by d.run_at limit $1)
  returning job_id
), c as (
  update jobs set state = 'pending', rev = rev + 1 where id in (select job_id from due) and state = 'scheduled'
  returning ${jobColumns('jobs')}
), audit as (
  insert into job_changes (job_id, rev, state, attempt) select id, rev, state, attempt from c
)
select * from c`;

/** Open jobs for the reconciler, by keyset; `wait_ms` is the time until `run_at`. Scheduled ones are not the engine's. */
export const openSql = `
select ${jobColumns('jobs')}, greatest(0, extract(epoch from run_at - now()) * 1000)::float8 as wait_ms from jobs
where finished_at is null and state <> 'scheduled' and created_at < now() - $1 * interval '1 millisecond'
  and ($2::text is null or id > $2) order by id limit $3`;

/** Jobs that ended in a stretch of time, for the sweeper. */
export const endedSql = `
select ${jobColumns('jobs')} from jobs
where finished_at > $1 and finished_at <= $2 and ($3::text is null or (finished_at, id) > ($4::timestamptz, $3))
order by finished_at, id limit $5`;

/** Of the jobs a worker holds: those it should stop, because they are to be cancelled or somebody else has them. */
export const strayedSql = `
select j.id, j.state, j.fence from jobs j join unnest($1::text[], $2::int[]) as u(id, fence) on j.id = u.id
where j.fence <> u.fence or j.state <> 'running'`;
