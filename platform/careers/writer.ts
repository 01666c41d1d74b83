import type { Engine } from '#contracts/job';
import type { AiCall } from '../ai/usage';
import type { GapAnalysis } from './gap/analyse-gap';
import type { CareerFacts } from './insights/compose-insights';
import type { BulletAdvice } from './resume/rewrite-bullet';
import type { SkillIndex } from './skill-index';

/** What a writer can be asked for. Facts, scores and orders are made by rule before it is asked. */
interface WriterTasks {
  /** Advice on each bullet, in order. No figure and no skill that the bullet does not name. */
  resume: {
    input: {
      readonly role: string;
      readonly missingKeywords: readonly string[];
      readonly bullets: readonly string[];
      /** To tell which skills a text names. */
      readonly skills: SkillIndex;
    };
    output: readonly BulletAdvice[];
  };
  /** The same analysis, its reasons put into words for this person. */
  skillGap: {
    input: {
      readonly role: string;
      readonly industry: string;
      readonly given: readonly string[];
      readonly analysis: GapAnalysis;
    };
    output: GapAnalysis;
  };
  /** The outlook as prose, from the facts and nothing else. */
  insightsNarrative: {
    input: { readonly facts: CareerFacts };
    output: { readonly outlook: string };
  };
}
type WriterTask = keyof WriterTasks;

interface WriterCall extends AiCall {
  /** Told before the items `first` to `last` (from 0) of a list are worked on. */
  readonly onItems?: (first: number, last: number) => void;
}

/** Whoever puts things into words: the built-in rules, or a provider's model. */
export interface CareersWriter {
  readonly engine: Engine;
  /** How many bullets one task takes; each such task is a step that is kept. */
  readonly bulletsPerTask: number;
  /** @throws ProviderError; BudgetExceeded; the signal's reason once it aborts */
  run<T extends WriterTask>(
    task: T,
    input: WriterTasks[T]['input'],
    call: WriterCall,
  ): Promise<WriterTasks[T]['output']>;
}

/** One function per task; both writers are made from such a table, so neither can lack one. */
export type WriterTable = {
  [T in WriterTask]: (
    input: WriterTasks[T]['input'],
    call: WriterCall,
  ) => Promise<WriterTasks[T]['output']>;
};
