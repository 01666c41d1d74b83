import type { JobOutput } from '#contracts/jobs/index';
import type { Lesson, ModulePlan } from '#contracts/lessons';
import { chooseLessonWriter } from '#platform/lessons/choose-writer';
import { coverageOf, isComplete } from '#platform/lessons/coverage';
import {
  type Curriculum,
  type CurriculumModule,
  findCurriculum,
} from '#platform/lessons/curriculum';
import { frameLessons, type LessonFrame } from '#platform/lessons/frame-lessons';
import { createLessonStore, type LessonStore } from '#platform/lessons/lesson-store';
import { sourceOf } from '#platform/lessons/lesson-workflows';
import { missingModules, nextTurn, type WorkflowState } from '#platform/lessons/workflow-state';
import type { LessonWriter } from '#platform/lessons/writer';
import { insist } from '#platform/store/transient';
import { aiCallOf, engineOf, withEngineOutcomes } from '../engine-outcome';
import { type JobContext, PermanentError } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';

type Result = JobOutput<'lesson-plans'>;

/** Percent at which writing begins and ends: it is most of the work. */
const WRITE_FROM = 5;
const WRITE_TO = 95;

/** What is at hand for one job. */
interface Work {
  readonly context: JobContext;
  readonly deps: WorkerDeps;
  readonly store: LessonStore;
  readonly writer: LessonWriter;
  readonly workflowId: string;
  readonly curriculum: Curriculum;
  readonly index: number;
  readonly module: CurriculumModule;
}

/** Asks the database until it answers, but no longer than the job lives. */
const ask = async <T>({ signal }: JobContext, query: () => Promise<T>): Promise<T> => {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([insist(query, { signal }), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

const curriculumOf = ({ curriculum }: WorkflowState): Curriculum => {
  const found = findCurriculum(curriculum ?? '');
  if (found) return found;
  const message = `The curriculum ${curriculum} is not shipped any more; start another workflow.`;
  throw new PermanentError('curriculum_missing', message);
};

const prepare = async (
  input: { workflowId: string; moduleIndex?: number | undefined },
  context: JobContext,
  deps: WorkerDeps,
): Promise<Work> => {
  const { workflowId } = input;
  const store = createLessonStore(deps.pool);
  const writer = await chooseLessonWriter(deps.ai.model);
  context.progress(0, `Opening ${workflowId}`);
  await ask(context, () => store.begin(context.userId, workflowId));
  const state = await ask(context, () => store.state(context.userId, workflowId));
  const curriculum = curriculumOf(state);
  // A later attempt is for the same module, whatever others have done meanwhile.
  const index = await context.step(
    'module',
    () => input.moduleIndex ?? missingModules(state)[0] ?? curriculum.modules.length - 1,
  );
  const module = curriculum.modules[index];
  if (!module) {
    const message = `Module ${index} does not exist: ${curriculum.title} has the modules 0 to ${curriculum.modules.length - 1}.`;
    throw new PermanentError('unknown_module', message);
  }
  return { context, deps, store, writer, workflowId, curriculum, index, module };
};

const stepName = (from: number, count: number): string =>
  count === 1 ? `lesson ${from + 1}` : `lessons ${from + 1}-${from + count}`;

/** Puts a module's frames into words, a few at a time; each few is a step that is kept. */
const writeLessons = async (
  { context, deps, writer, curriculum, index, module }: Work,
  frames: readonly LessonFrame[],
) => {
  const call = aiCallOf(context, deps);
  const kept: { engine: Result['engine']; lessons: Lesson[] }[] = [];
  for (let from = 0; from < frames.length; from += writer.lessonsPerTask) {
    const some = frames.slice(from, from + writer.lessonsPerTask);
    const about = some[0]?.kind === 'review' ? 'Review' : (some[0]?.topics[0]?.title ?? '');
    const percent = WRITE_FROM + ((WRITE_TO - WRITE_FROM) * from) / frames.length;
    context.progress(percent, `Planning ${module.code}: ${about} (${from + 1}/${frames.length})`, {
      index: from + 1,
      total: frames.length,
      name: 'lessons',
    });
    kept.push(
      await context.step(stepName(from, some.length), async () => ({
        engine: writer.engine,
        lessons: await writer.write(
          { course: curriculum.title, module: { ...module, index }, frames: some },
          call,
        ),
      })),
    );
  }
  return {
    lessons: kept.flatMap((task) => task.lessons),
    engine: engineOf(kept.map((task) => task.engine)),
  };
};

/** Plans the module and keeps it. */
const generate = async (work: Work) => {
  const { context, store, workflowId, curriculum, index, module } = work;
  context.progress(WRITE_FROM, `Cutting ${module.code} ${module.title} into lessons`);
  const before = curriculum.modules[index - 1]?.title ?? null;
  const frame = await context.step('frames', () =>
    frameLessons(module, curriculum.lessonMinutes, before),
  );
  const { lessons, engine } = await writeLessons(work, frame.lessons);
  const { code, title, contactHours } = module;
  const outcomes = [...frame.outcomes];
  const coverage = coverageOf(module, outcomes, lessons);
  if (!isComplete(coverage)) {
    const message = `The lessons of ${code} do not cover it: ${coverage.missing.join('; ') || 'the hours do not add up'}.`;
    throw new PermanentError('coverage_incomplete', message);
  }
  const plan: ModulePlan = { code, title, contactHours, outcomes, lessons, coverage };
  context.progress(WRITE_TO, `Saving ${lessons.length} lessons of ${code}`);
  await context.step('save', () =>
    ask(context, () =>
      store.keep(context.userId, workflowId, index, context.jobId, { plan, engine }),
    ),
  );
  return { plan, engine };
};

const keptPlan = async ({ context, store, workflowId, index }: Work) => {
  const [kept] = await ask(context, () => store.plans(context.userId, workflowId, index));
  return kept;
};

/** The chain goes on: whatever this job does, it queues at most one other. */
const queueNext = async (work: Work, skipped: boolean): Promise<void> => {
  const { context, store, workflowId, index } = work;
  const { jobId, userId } = context;
  const state = await ask(context, () => store.state(userId, workflowId));
  const turn = nextTurn(state, workflowId, { jobId, index, skipped });
  if (!turn) return;
  const input = { workflowId, moduleIndex: turn.index };
  context.follow({ key: turn.key, scope: 'owner', type: 'lesson-plans', input });
};

/** Plans the lessons of one module, and queues the job of the next. */
export const lessonPlans: JobHandler<'lesson-plans'> = (input, context, deps) =>
  withEngineOutcomes(async () => {
    const work = await prepare(input, context, deps);
    const { store, writer, workflowId, index, module, curriculum } = work;
    const taken = await ask(context, () =>
      store.take(context.userId, workflowId, index, context.jobId),
    );
    const done = taken === 'mine' ? await generate(work) : await keptPlan(work);
    if (taken !== 'taken') await queueNext(work, taken === 'done');
    context.signal.throwIfAborted();
    return {
      workflowId,
      moduleIndex: index,
      totalModules: curriculum.modules.length,
      outcome: taken === 'mine' ? 'generated' : taken === 'done' ? 'skipped' : 'under-way',
      code: module.code,
      title: module.title,
      contactHours: module.contactHours,
      lessons: (done?.plan.lessons ?? []).map(({ no, title, level, minutes }: Lesson) => ({
        no,
        title,
        level,
        minutes,
      })),
      coverage: done?.plan.coverage ?? null,
      source: sourceOf(curriculum),
      engine: done?.engine ?? writer.engine,
    };
  });
