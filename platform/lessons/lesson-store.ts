import type { Pool } from 'pg';
import type { Engine } from '#contracts/job';
import type { ModulePlan } from '#contracts/lessons';
import { bundledCurriculum, findCurriculum } from './curriculum';
import type { ModuleState, WorkflowJob, WorkflowState } from './workflow-state';

const beginSql = `
insert into lesson_workflows (owner, id, curriculum, title) values ($1, $2, $3, $4) on conflict do nothing`;

/** All in one statement: a job that ends and the one it queues are seen both or neither. */
const stateSql = `
select w.curriculum, w.title,
  (select coalesce(json_agg(json_build_object('index', m.module_index, 'jobId', m.job_id, 'done', m.data is not null,
      'lessons', m.lessons, 'hours', m.hours) order by m.module_index), '[]')
    from lesson_modules m where m.owner = $1 and m.workflow_id = $2) as modules,
  (select coalesce(json_agg(json_build_object('id', j.id, 'live', j.finished_at is null, 'failed', j.state = 'failed', 'completed', j.state = 'completed',
      'asked', (j.input::jsonb ->> 'moduleIndex')::int) order by j.created_at, j.id), '[]')
    from jobs j where j.owner = $1 and j.type = 'lesson-plans' and (j.input::jsonb ->> 'workflowId') = $2) as jobs
from (select 1) one left join lesson_workflows w on w.owner = $1 and w.id = $2`;

/** A module that is done, or that another live job has, is not to be had. */
const takeSql = `
insert into lesson_modules as m (owner, workflow_id, module_index, job_id) values ($1, $2, $3, $4)
on conflict (owner, workflow_id, module_index) do update set job_id = excluded.job_id, at = now()
where m.data is null and (m.job_id = excluded.job_id
  or not exists (select 1 from jobs j where j.id = m.job_id and j.finished_at is null))
returning 1`;

const holderSql = `
select job_id as "jobId", data is not null as done from lesson_modules
where owner = $1 and workflow_id = $2 and module_index = $3`;

/** Only who has taken it may fill it, and only once. */
const keepSql = `
update lesson_modules set data = $5, lessons = $6, hours = $7, engine = $8, at = now()
where owner = $1 and workflow_id = $2 and module_index = $3 and job_id = $4 and data is null`;

const plansSql = `
select module_index as "moduleIndex", job_id as "jobId", data, engine, at from lesson_modules
where owner = $1 and workflow_id = $2 and data is not null and ($3::int is null or module_index = $3)
order by module_index`;

const listSql = `
select w.id, w.title, w.curriculum, w.created_at as "createdAt",
  count(m.data)::int as "modulesGenerated", coalesce(sum(m.lessons), 0)::int as lessons,
  coalesce(sum(m.hours), 0)::float8 as hours
from lesson_workflows w
left join lesson_modules m on m.owner = w.owner and m.workflow_id = w.id
where w.owner = $1 group by w.owner, w.id order by w.created_at desc, w.id limit $2`;

export interface KeptPlan {
  readonly moduleIndex: number;
  readonly jobId: string;
  readonly plan: ModulePlan;
  readonly engine: Engine;
  readonly at: Date;
}

export interface WorkflowSummary {
  readonly id: string;
  readonly title: string;
  readonly modulesGenerated: number;
  readonly totalModules: number;
  readonly lessons: number;
  readonly hours: number;
  readonly createdAt: Date;
}

interface StateRow {
  curriculum: string | null;
  title: string | null;
  modules: ModuleState[];
  jobs: WorkflowJob[];
}
interface PlanRow {
  moduleIndex: number;
  jobId: string;
  data: string;
  engine: string;
  at: Date;
}

const modulesIn = (curriculum: string | null): number =>
  (findCurriculum(curriculum ?? '') ?? bundledCurriculum()).modules.length;

/** Workflows and their modules in Postgres. Every method throws what the database threw. */
export const createLessonStore = (pool: Pool) => ({
  /** Notes a workflow; one that is there stays as it is. */
  begin: async (owner: string, workflowId: string): Promise<void> => {
    const { id, title } = bundledCurriculum();
    await pool.query(beginSql, [owner, workflowId, id, title]);
  },

  /** A workflow with its modules and jobs, at one moment. */
  state: async (owner: string, workflowId: string): Promise<WorkflowState> => {
    const { rows } = await pool.query<StateRow>(stateSql, [owner, workflowId]);
    const row = rows[0] as StateRow;
    return { ...row, totalModules: modulesIn(row.curriculum) };
  },

  /** Takes a module for a job: `mine`, also where it was before; `done` by another, or `taken` by one that lives. */
  take: async (
    owner: string,
    workflowId: string,
    index: number,
    jobId: string,
  ): Promise<'mine' | 'done' | 'taken'> => {
    const key = [owner, workflowId, index];
    const { rowCount } = await pool.query(takeSql, [...key, jobId]);
    if (rowCount === 1) return 'mine';
    const { rows } = await pool.query<{ jobId: string; done: boolean }>(holderSql, key);
    if (rows[0]?.jobId === jobId) return 'mine';
    return rows[0]?.done ? 'done' : 'taken';
  },

  /** Fills a module that the job has taken; again changes nothing. */
  keep: async (
    owner: string,
    workflowId: string,
    index: number,
    jobId: string,
    { plan, engine }: Pick<KeptPlan, 'plan' | 'engine'>,
  ): Promise<void> => {
    await pool.query(keepSql, [
      ...[owner, workflowId, index, jobId],
      ...[JSON.stringify(plan), plan.lessons.length, plan.contactHours, JSON.stringify(engine)],
    ]);
  },

  /** What is planned so far, in order. @param index only this module; null = all */
  plans: async (owner: string, workflowId: string, index: number | null): Promise<KeptPlan[]> => {
    const { rows } = await pool.query<PlanRow>(plansSql, [owner, workflowId, index]);
    return rows.map(({ data, engine, ...row }) => ({
      ...row,
      plan: JSON.parse(data) as ModulePlan,
      engine: JSON.parse(engine) as Engine,
    }));
  },

  /** An owner's workflows, newest first. */
  list: async (owner: string, limit: number): Promise<WorkflowSummary[]> => {
    const { rows } = await pool.query<WorkflowSummary & { curriculum: string }>(listSql, [
      owner,
      limit,
    ]);
    return rows.map(({ curriculum, ...row }) => ({ ...row, totalModules: modulesIn(curriculum) }));
  },
});

export type LessonStore = ReturnType<typeof createLessonStore>;
