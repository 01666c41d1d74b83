import type { Engine } from '#contracts/job';
import type { Lesson } from '#contracts/lessons';
import type { AiCall } from '../ai/usage';
import type { LessonFrame } from './frame-lessons';

/** Lessons to be put into words. What they hold and how long they take is settled by their frames. */
export interface LessonTask {
  readonly course: string;
  readonly module: { readonly code: string; readonly title: string; readonly index: number };
  readonly frames: readonly LessonFrame[];
}

/** Whoever puts lessons into words: the built-in templates, or a provider's model. */
export interface LessonWriter {
  readonly engine: Engine;
  /** How many lessons one task takes; each such task is a step that is kept. */
  readonly lessonsPerTask: number;
  /**
   * One lesson a frame, in order.
   *
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  write(task: LessonTask, call: AiCall): Promise<Lesson[]>;
}
