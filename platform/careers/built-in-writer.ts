import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeEngine } from '../ai/choose-provider';
import { builtInUsage, countWords } from '../ai/usage';
import { MAX_BULLETS } from './resume/parse-resume';
import { rewriteBullet } from './resume/rewrite-bullet';
import type { CareersWriter, WriterTable } from './writer';

const tasks: WriterTable = {
  resume: async ({ bullets }, { signal, onItems }) => {
    const advice = [];
    for (const [index, bullet] of bullets.entries()) {
      signal.throwIfAborted();
      onItems?.(index, index);
      advice.push(rewriteBullet(bullet));
      // Other jobs of this process, and a cancel, get their turn.
      await nextTurn();
    }
    return advice;
  },
  skillGap: async ({ analysis }) => analysis,
  insightsNarrative: async ({ facts }) => ({ outlook: facts.outlook }),
};

/** Words that a task reads or writes. */
const unitsOf: { [T in keyof WriterTable]: (input: Parameters<WriterTable[T]>[0]) => number } = {
  resume: ({ bullets }) => bullets.reduce((sum, bullet) => sum + countWords(bullet), 0),
  skillGap: ({ analysis }) => analysis.missing.reduce((sum, { why }) => sum + countWords(why), 0),
  insightsNarrative: ({ facts }) => countWords(facts.outlook),
};

/** Writes by rule: no network, no invention, the same answer each time. */
export const createBuiltInWriter = (): CareersWriter => ({
  engine: describeEngine(null),
  bulletsPerTask: MAX_BULLETS,
  run: async (task, input, call) => {
    call.signal.throwIfAborted();
    const startedAt = performance.now();
    const output = await tasks[task](input, call);
    const units = { count: unitsOf[task](input), name: 'words' };
    call.onUsage?.(builtInUsage(task, 'rules', startedAt, units));
    return output;
  },
});
