import { isTerminal, type Job } from '#contracts/job';
import type { LessonPlansData, LessonPlansStart, LessonPlansStatus } from '#contracts/lessons';
import { chooseProvider } from '../ai/choose-provider';
import { AppError } from '../app-error';
import type { Platform } from '../platform';
import type { Principal } from '../principal';
import { asDependencyError } from '../store/transient';
import { bundledCurriculum, type Curriculum, findCurriculum } from './curriculum';
import { createLessonStore, type WorkflowSummary } from './lesson-store';
import { firstTurn, isLive, jobOf, missingModules, type WorkflowState } from './workflow-state';

type Parts = Pick<Platform, 'config' | 'pool' | 'jobs'>;

/** Usual time of a module, in seconds: by the templates, and by a provider. */
const TEMPLATE_SECONDS = 2;
const PROVIDER_SECONDS = 90;
/** Somebody else's job came and went while this start was on its way: it looks again so many times. */
const MAX_LOOKS = 5;
const MAX_LISTED = 100;

const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asDependencyError(error);
  }
};

/** @throws AppError not_found where it is not shipped any more */
const curriculumOf = ({ curriculum }: WorkflowState): Curriculum => {
  const found = curriculum === null ? bundledCurriculum() : findCurriculum(curriculum);
  if (found) return found;
  throw new AppError('not_found', 'The curriculum of this workflow is not shipped any more.');
};

const estimate = ({ config }: Parts, modulesLeft: number): number => {
  const seconds = chooseProvider(config.ai) ? PROVIDER_SECONDS : TEMPLATE_SECONDS;
  return Math.ceil((modulesLeft * seconds) / 60);
};

const startAnswer = (
  parts: Parts,
  state: WorkflowState,
  jobsQueued: number,
  message: string,
): LessonPlansStart => {
  const left = missingModules(state).length;
  return {
    success: true,
    data: {
      jobsQueued,
      modulesGenerated: state.totalModules - left,
      totalModules: state.totalModules,
      estimatedTimeMinutes: estimate(parts, left),
    },
    message,
  };
};

/**
 * Starts a workflow, or goes on with one that has stopped: queues the job of the first module that is
 * missing, which queues the next when it has ended well. However many start it at once, one job is queued:
 * all of them name it by the same key, and the ledger takes a key once.
 *
 * @throws AppError queue_full, dependency_unavailable
 */
export const startLessonPlans = (
  parts: Parts,
  who: Principal,
  workflowId: string,
): Promise<LessonPlansStart> =>
  guarded(async () => {
    const store = createLessonStore(parts.pool);
    await store.begin(who.userId, workflowId);
    for (let look = 1; ; look += 1) {
      const state = await store.state(who.userId, workflowId);
      const turn = firstTurn(state, workflowId);
      if (!turn) {
        const message = isLive(state)
          ? 'Lesson plans are being generated already.'
          : 'All modules have their lesson plans.';
        return startAnswer(parts, state, 0, message);
      }
      const { job, replayed } = await parts.jobs.submit(who, {
        type: 'lesson-plans',
        input: { workflowId, moduleIndex: turn.index },
        idempotencyKey: turn.key,
      });
      if (!replayed) {
        const left = missingModules(state).length;
        const message = `Module ${turn.index + 1} of ${state.totalModules} is queued; ${left - 1} more follow by themselves.`;
        return startAnswer(parts, state, 1, message);
      }
      if (!isTerminal(job.status) || look === MAX_LOOKS) {
        return startAnswer(parts, state, 0, 'Lesson plans are being generated already.');
      }
    }
  });

const statusWord = (state: WorkflowState): LessonPlansStatus['status'] => {
  const missing = missingModules(state);
  if (missing.length === 0) return 'complete';
  if (isLive(state)) return 'in_progress';
  return missing.some((index) => jobOf(state, index)?.failed) ? 'failed' : 'pending';
};

/** How a workflow stands. One that nobody has begun is `pending`. @throws AppError dependency_unavailable */
export const readLessonPlansStatus = (
  parts: Parts,
  who: Principal,
  workflowId: string,
): Promise<LessonPlansStatus> =>
  guarded(async () => {
    const state = await createLessonStore(parts.pool).state(who.userId, workflowId);
    const done = state.modules.filter((module) => module.done);
    const jobs = Array.from({ length: state.totalModules }, (_, moduleIndex) => {
      const planned = done.find(({ index }) => index === moduleIndex);
      return { moduleIndex, planned, id: planned?.jobId ?? jobOf(state, moduleIndex)?.id };
    });
    const views = await parts.jobs.watch(
      who,
      jobs.flatMap(({ id }) => id ?? []),
    );
    const byId = new Map(views.map((job) => [job.id, job]));
    const details = jobs.flatMap(({ moduleIndex, planned, id }) => {
      const job = byId.get(id ?? '');
      if (planned) return [{ ...finished(planned.jobId, job), moduleIndex }];
      return job ? [{ ...detailOf(job), moduleIndex }] : [];
    });
    const missing = missingModules(state).length;
    const count = (of: (status: Job['status']) => boolean) =>
      details.filter(({ state: status }) => of(status)).length;
    return {
      workflowId,
      modulesGenerated: state.totalModules - missing,
      totalModules: state.totalModules,
      allComplete: missing === 0,
      totalLessons: done.reduce((sum, { lessons }) => sum + lessons, 0),
      totalContactHours: done.reduce((sum, { hours }) => sum + hours, 0),
      jobs: {
        total: details.length,
        active: count((status) => !isTerminal(status)),
        completed: count((status) => status === 'completed'),
        failed: count((status) => status === 'failed'),
        details,
      },
      status: statusWord(state),
    };
  });

/** A module that is planned counts as such, also while its job is about to end, and when its history is gone. */
const finished = (jobId: string, job: Job | undefined) => ({
  ...{ jobId, state: 'completed' as const },
  ...{ progress: 100, attemptsMade: job?.attempt ?? 1 },
});

const detailOf = (job: Job) => ({
  jobId: job.id,
  state: job.status,
  progress: Math.round(job.progress.percent ?? 0),
  attemptsMade: job.attempt,
});

/**
 * What is generated so far. @param index only this module; null = all
 *
 * @throws AppError not_found, dependency_unavailable
 */
export const readLessonPlans = (
  { pool }: Parts,
  who: Principal,
  workflowId: string,
  index: number | null,
): Promise<LessonPlansData> =>
  guarded(async () => {
    const store = createLessonStore(pool);
    const [state, plans] = await Promise.all([
      store.state(who.userId, workflowId),
      store.plans(who.userId, workflowId, index),
    ]);
    const curriculum = curriculumOf(state);
    return {
      workflowId,
      title: curriculum.title,
      curriculum: curriculum.id,
      source: sourceOf(curriculum),
      totalModules: state.totalModules,
      modules: plans.map(({ plan, at, ...rest }) => ({
        ...rest,
        ...plan,
        generatedAt: at.toISOString(),
      })),
    };
  });

/** The caller's workflows, newest first. @throws AppError dependency_unavailable */
export const listWorkflows = ({ pool }: Parts, who: Principal): Promise<WorkflowSummary[]> =>
  guarded(() => createLessonStore(pool).list(who.userId, MAX_LISTED));

/** Whom a result names as its source. */
export const sourceOf = ({ title, source, sample }: Curriculum) => ({
  title,
  note: source.note,
  asOf: source.asOf,
  sample,
});
