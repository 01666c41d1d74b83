import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { skillGapAnalysis } from '#worker/jobs/skill-gap-analysis';
import { runHandler } from '../../helpers/run-handler';
import { type CareersWorld, startCareersWorld } from './careers-world';

let world: CareersWorld;
beforeAll(async () => {
  world = await startCareersWorld();
});
afterEach(() => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
});
afterAll(() => world.stop());

const input = {
  targetRole: 'Frontend developer',
  industry: 'Finance',
  currentSkills: ['React', 'Figma'],
};
const run = (engine: 'built-in' | 'compatible', more: Partial<typeof input> = {}) =>
  runHandler(skillGapAnalysis, { ...input, ...more }, { deps: world.deps(engine) });

test('matched, missing and order are the same whoever explains', async () => {
  const [rules, provider] = await Promise.all([run('built-in'), run('compatible')]);
  const names = ({ output }: typeof rules) => ({
    coverage: output.coverage,
    matched: output.matched,
    missing: output.missing.map(({ skill, level }) => `${skill} ${level}`),
    order: output.learningOrder.map(({ skill }) => skill),
    note: output.industryNote,
  });
  expect(names(provider)).toEqual(names(rules));
  expect(provider.output.missing[0]?.why).toMatch(/^The role leans on/);
  expect(rules.output.industryNote).toMatch(/^Finance: /);
});

test('a reason with a figure nobody gave is left out, the table’s own stays', async () => {
  const { output: rules } = await run('built-in');
  const [first] = rules.learningOrder;
  world.stub.faults.push({
    kind: 'answer',
    answer: {
      reasons: [
        { skill: first?.skill, why: '90% of employers ask for it.', step: 'Start here.' },
        { skill: 'Telepathy', why: 'You will need it.', step: 'Last.' },
      ],
    },
  });
  const { output } = await run('compatible');
  expect(output.missing.find(({ skill }) => skill === first?.skill)?.why).toBe(
    rules.missing.find(({ skill }) => skill === first?.skill)?.why,
  );
  expect(output.learningOrder[0]?.reason).toBe('Start here.');
  expect(JSON.stringify(output)).not.toMatch(/90%|Telepathy/);
});

test('an unknown role is an honest nothing, and no provider is asked', async () => {
  const { output, steps } = await run('compatible', { targetRole: 'Astronaut' });
  expect(output).toMatchObject({
    role: { match: 'none' },
    coverage: 0,
    matched: [],
    missing: [],
    learningOrder: [],
    industryNote: null,
    engine: { kind: 'built-in', name: 'rules' },
  });
  expect(steps).toEqual(['role', 'compare', 'explain']);
  expect(world.stub.requests).toEqual([]);
});
