import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeEngine } from '../ai/choose-provider';
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

/** Writes by rule: no network, no invention, the same answer each time. */
export const createBuiltInWriter = (): CareersWriter => ({
  engine: describeEngine(null),
  bulletsPerTask: MAX_BULLETS,
  run: (task, input, call) => {
    call.signal.throwIfAborted();
    return tasks[task](input, call);
  },
});
