import { jobColumns } from './job-row';

/** Statements of parents and children. As in `statements.ts`, each writes its audit with the change. */

/**
 * Starts children and gives the parent up, in one statement: both are there or neither is. No row back:
 * the parent is no longer that run's. The fence moves on, so that whatever that run still writes is
 * refused. Children share the parent's owner, options and trace.
 */
export const startChildrenSql = `
with p as (
  select id, owner, trace_id, coalesce($16, traceparent) as traceparent from jobs where id = $1 and fence = $2 and state = 'running' for update
), u as (
  select * from unnest($9::text[], $10::text[], $11::text[], $12::text[], $13::real[], $14::int[])
    with ordinality as u(id, type, input, key, weight, max_attempts, n)
), ins as (
  insert into jobs (id, owner, type, input, max_attempts, options, parent_id, trace_id, traceparent)
  select u.id, p.owner, u.type, u.input, u.max_attempts, $8, p.id, p.trace_id, p.traceparent from p, u
  returning ${jobColumns('jobs')}
), edges as (
  insert into job_children (parent_id, name, key, child_id, position, weight, depth)
  select p.id, $3, u.key, u.id, u.n - 1, u.weight, $15::int from p, u
), wait as (
  insert into job_waits (job_id, name, on_failure, from_percent, to_percent) select id, $3, $4, $5::real, $6::real from p
), held as (
  update jobs j set state = 'waiting', token = null, fence = j.fence + 1, rev = j.rev + 1, progress = $7
  from p where j.id = p.id
  returning ${jobColumns('j')}
), audit as (
  insert into job_changes (job_id, rev, state, attempt, detail)
  select id, rev, state, attempt, 'waits for ' || (select count(*) from u) || ' children' from held
  union all select id, rev, state, attempt, null from ins
)
select * from held union all select * from ins`;

/** The children of one call, in order. Results are left out where together they are over $3 bytes. */
export const childrenSql = `
select e.key, c.id, c.type, c.state, c.error, c.finished_at, s.bytes,
  case when s.bytes <= $3 then c.result end as result
from job_children e join jobs c on c.id = e.child_id
cross join (
  select coalesce(sum(octet_length(k.result)), 0)::float8 as bytes
  from job_children f join jobs k on k.id = f.child_id where f.parent_id = $1 and f.name = $2
) s
where e.parent_id = $1 and e.name = $2 order by e.position`;

/** Parents that wait, with how their children stand: those of $1, or with null all, by keyset. */
export const waitsSql = `
select p.id, p.owner, p.type, p.rev, p.attempt, p.progress, p.parent_id, w.name, w.on_failure,
  w.from_percent::float8, w.to_percent::float8, k.*
from job_waits w join jobs p on p.id = w.job_id and p.state = 'waiting'
cross join lateral (
  select count(*)::int as total, coalesce(sum(e.weight), 0)::float8 as weight,
    count(*) filter (where c.finished_at is not null)::int as ended,
    coalesce(sum(e.weight) filter (where c.finished_at is not null), 0)::float8 as ended_weight,
    coalesce(bool_or(c.state in ('failed', 'cancelled')), false) as broken,
    coalesce(array_agg(c.id order by e.position) filter (where c.finished_at is null), '{}') as live_ids,
    coalesce(array_agg(e.weight::float8 order by e.position) filter (where c.finished_at is null), '{}') as live_weights
  from job_children e join jobs c on c.id = e.child_id where e.parent_id = p.id and e.name = w.name
) k
where ($1::text[] is null or w.job_id = any($1)) and ($2::text is null or w.job_id > $2)
order by w.job_id limit $3`;

/** The last child has ended: the parent joins the line again, where it goes on with the same attempt. */
export const resumeSql = `
with c as (
  update jobs p set state = 'resuming', rev = p.rev + 1, run_at = clock_timestamp(), progress = $2
  where p.id = $1 and p.state = 'waiting' and not exists (
    select 1 from job_waits w join job_children e on e.parent_id = w.job_id and e.name = w.name
    join jobs k on k.id = e.child_id where w.job_id = p.id and k.finished_at is null)
  returning ${jobColumns('p')}
), gone as (
  delete from job_waits where job_id in (select id from c)
), audit as (
  insert into job_changes (job_id, rev, state, attempt, detail)
  select id, rev, state, attempt, 'its children have ended' from c
)
select * from c`;

/**
 * Ends all that a job has started and that lives: waiting ones at once, running ones become
 * `cancelling`. Locked in the order of their ids, as every group of writes is.
 */
export const cancelBelowSql = `
with recursive below as (
  select id from jobs where parent_id = $1
  union select j.id from jobs j join below b on j.parent_id = b.id
), live as (
  select j.id from jobs j where j.id in (select id from below)
    and j.state in ('scheduled', 'pending', 'running', 'retrying', 'waiting', 'resuming') order by j.id collate "C" for update
), c as (
  update jobs j set rev = j.rev + 1,
    state = case when j.state = 'running' then 'cancelling' else 'cancelled' end,
    finished_at = case when j.state = 'running' then null else date_trunc('milliseconds', clock_timestamp()) end
  from live where j.id = live.id
  returning ${jobColumns('j')}
), late as (
  delete from delayed_jobs where job_id in (select id from c)
), waits as (
  delete from job_waits where job_id in (select id from c)
), audit as (
  insert into job_changes (job_id, rev, state, attempt, actor, detail) select id, rev, state, attempt, $2, $3 from c
)
select * from c`;

/** Jobs that have ended while a child of theirs lives on. The ones queued as next are nobody's children. */
export const orphanedSql = `
select distinct p.id from jobs c join job_children e on e.child_id = c.id join jobs p on p.id = e.parent_id
where c.finished_at is null and c.parent_id is not null and c.state <> 'cancelling' and p.finished_at is not null limit $1`;

/**
 * Completes a job and queues the next ones with it. A next job whose key is taken is not queued again,
 * and none is where the job was asked to stop meanwhile.
 */
export const finishWithNextSql = `
with was as (
  select id, owner, options, trace_id, coalesce($12, traceparent) as traceparent, state from jobs where id = $1 and fence = $2
    and state not in ('completed', 'failed', 'cancelled') for update
), c as (
  update jobs j set state = 'completed', result = $3, error = null, rev = j.rev + 1,
    progress = coalesce($4, j.progress), engine = coalesce($5, j.engine),
    finished_at = date_trunc('milliseconds', clock_timestamp())
  from was where j.id = was.id
  returning j.id, j.rev, j.state, j.attempt, j.run_at, j.finished_at
), u as (
  select * from unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::int[]) as u(id, type, input, idem_key, max_attempts)
), ins as (
  insert into jobs (id, owner, type, input, idem_key, max_attempts, options, parent_id, trace_id, traceparent)
  select u.id, was.owner, u.type, u.input, u.idem_key, u.max_attempts, $11, was.id, was.trace_id, was.traceparent
  from u, was where was.state = 'running'
  on conflict (owner, idem_key) where idem_key is not null do nothing
  returning id, rev, state, attempt
), audit as (
  insert into job_changes (job_id, rev, state, attempt)
  select id, rev, state, attempt from c union all select id, rev, state, attempt from ins
)
select * from c`;
