import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { careerInsights as contract } from '#contracts/jobs/career-insights';
import { importPostings } from '#platform/careers/insights/import-postings';
import type { CareerWarehouse } from '#platform/careers/warehouse';
import { careerInsights } from '#worker/jobs/career-insights';
import { runHandler } from '../../helpers/run-handler';
import { asLines, posting } from '../../platform/careers/postings';
import { type CareersWorld, startCareersWorld } from './careers-world';

let world: CareersWorld;
beforeAll(async () => {
  world = await startCareersWorld();
});
afterEach(async () => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
  await world.pool.query('DELETE FROM career_postings');
});
afterAll(() => world.stop());

const run = (engine: 'built-in' | 'compatible', domain = 'Data') =>
  runHandler(careerInsights, { domain }, { deps: world.deps(engine) });

test('as shipped a field has roles, skills and neighbours, and no pay', async () => {
  const { output, progress } = await run('built-in');
  expect(output.payBands).toEqual([]);
  expect(output.payNote).toMatch(/none has been loaded/);
  expect(output.roles.length).toBeGreaterThan(3);
  expect(output.neighbours.length).toBeGreaterThan(0);
  expect(output.source).toMatchObject({ name: 'Bundled occupation table', sample: false });
  expect(progress.map(({ message }) => message)).toEqual([
    'Looking up “Data”',
    'Counting postings for Data',
    'Ranking skills in demand for Data',
    'Reading pay bands for Data',
    'Writing the outlook for Data',
  ]);
  expect(contract.headline(output)).toBe(`${output.roles.length} roles in Data`);
});

test('loaded sample postings give pay bands, marked as samples', async () => {
  const rows = [0, 1, 2, 3, 4, 5].map((n) => posting(n, { sample: true }));
  await importPostings(world.pool, asLines(rows));
  const { output } = await run('built-in');
  expect(output.payBands).toHaveLength(1);
  expect(output.source).toMatchObject({ sample: true, rows: 6, asOf: '2026-03-01' });
  expect(output.payNote).toMatch(/made up for a demonstration/);
});

test('a provider writes the outlook from the facts, and only that', async () => {
  const [rules, provider] = await Promise.all([run('built-in'), run('compatible')]);
  expect(provider.output.outlook).toMatch(/^The field covers several roles/);
  expect(provider.output).toMatchObject({
    roles: rules.output.roles,
    skillsInDemand: rules.output.skillsInDemand,
    payBands: rules.output.payBands,
  });
});

test('an outlook with a growth figure that the facts do not hold is not accepted', async () => {
  const invented = {
    kind: 'answer',
    answer: { outlook: 'The field grows by 35% a year.' },
  } as const;
  world.stub.faults.push(invented, invented);
  await expect(run('compatible')).rejects.toMatchObject({ code: 'provider_invalid' });
  expect(world.stub.requests[1]?.prompt).toContain('35%');
});

test('where the figures come from a warehouse, the engine says so', async () => {
  const deps = world.deps('built-in');
  const warehouse: CareerWarehouse = { ...deps.careers.warehouse, kind: 'bigquery' };
  const { output } = await runHandler(
    careerInsights,
    { domain: 'Data' },
    { deps: { ...deps, careers: { ...deps.careers, warehouse } } },
  );
  expect(output.engine).toEqual({ kind: 'warehouse', name: 'BigQuery' });
});

test('about what nobody knows nothing is written', async () => {
  const { output } = await run('compatible', 'Astrology');
  expect(output.scope.kind).toBe('none');
  expect(output.engine).toEqual({ kind: 'built-in', name: 'rules' });
  expect(contract.headline(output)).toBe('No entry for “Astrology”');
  expect(world.stub.requests).toEqual([]);
});
