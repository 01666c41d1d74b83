import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadBundledContent } from '#platform/careers/bundled-content';
import { CareersUnavailable } from '#platform/careers/careers-unavailable';
import { createOccupationTable } from '#platform/careers/occupation-table';
import { seedOccupations } from '#platform/careers/seed-occupations';
import { bundledOccupations } from '../../helpers/occupation-data';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';

const content = loadBundledContent();
const calm = new AbortController().signal;
let postgres: TestPostgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
});
beforeEach(async () => {
  await pool.query("DELETE FROM career_sources WHERE name = 'Bundled occupation table'");
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const seededAt = async (): Promise<string> => {
  const { rows } = await pool.query('SELECT seeded_at::text AS at FROM career_sources');
  return rows[0].at;
};

test('a database holds after the first load what is bundled', async () => {
  const loaded = await createOccupationTable(pool).load(calm);
  const expected = bundledOccupations();
  const plain = (data: typeof loaded) => ({
    source: data.source,
    fields: data.fields,
    occupations: data.occupations.map(({ groups, ...one }) => ({
      ...one,
      groups: groups.map(({ name, level, anyOf, inDemand, why }) => ({
        name,
        level,
        anyOf,
        inDemand,
        why,
      })),
    })),
    needs: [...data.needs].map(([skill, others]) => [skill, [...others].sort()]).sort(),
    eases: [...data.eases].map(([skill, others]) => [skill, [...others].sort()]).sort(),
    titles: [...data.byTitle].map(([key, { slug }]) => `${key} ${slug}`).sort(),
    industries: data.industries.length,
  });
  expect(plain(loaded)).toEqual(plain(expected));
  expect(loaded.skills.canonical('k8s')).toBe('Kubernetes');
  expect([...loaded.skills.findIn('We go fast')]).toEqual([]);
});

test('the same content is not written twice', async () => {
  expect(await seedOccupations(pool, content)).toBe(true);
  const before = await seededAt();
  expect(await seedOccupations(pool, content)).toBe(false);
  expect(await seededAt()).toBe(before);
});

test('two processes that start together leave one whole table', async () => {
  const other = new Pool({ connectionString: postgres.url, max: 1 });
  const written = await Promise.all([
    seedOccupations(pool, content),
    seedOccupations(other, content),
  ]);
  await other.end();
  expect(written.filter(Boolean)).toHaveLength(1);
  const { rows } = await pool.query('SELECT count(*)::int AS n FROM occupations');
  expect(rows[0].n).toBe(content.occupations.length);
});

test('changed content replaces the old, rows that are gone included', async () => {
  await seedOccupations(pool, content);
  const fewer = {
    ...content,
    contentHash: 'next',
    occupations: content.occupations
      .filter((one) => one.slug !== 'chef')
      .map((one) => ({
        ...one,
        neighbours: one.neighbours.filter(({ slug }) => slug !== 'chef'),
      })),
  };
  expect(await seedOccupations(pool, fewer)).toBe(true);
  const { rows } = await pool.query("SELECT slug FROM occupations WHERE slug = 'chef'");
  expect(rows).toEqual([]);
});

test('a process sees what another one has replaced', async () => {
  const table = createOccupationTable(pool);
  const before = await table.load(calm);
  expect(await table.load(calm)).toBe(before);
  const [first, ...rest] = content.occupations;
  if (!first) throw new Error('the bundled table is empty');
  const changed = { ...first, summary: 'Changed.' };
  await seedOccupations(pool, {
    ...content,
    contentHash: 'changed',
    occupations: [changed, ...rest],
  });
  expect((await table.load(calm)).bySlug.get(first.slug)?.summary).toBe('Changed.');
});

test('a seeding that fails leaves the table as it was', async () => {
  await seedOccupations(pool, content);
  const broken = {
    ...content,
    contentHash: 'broken',
    relations: [{ skill: 'Python', relation: 'needs' as const, others: ['No such skill'] }],
  };
  await expect(seedOccupations(pool, broken)).rejects.toThrow();
  expect((await createOccupationTable(pool).load(calm)).occupations.length).toBe(
    content.occupations.length,
  );
});

test('a database that is away is reported without its words, and tried again with the next job', async () => {
  const table = createOccupationTable(pool);
  await postgres.pause();
  const error = await table.load(calm).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CareersUnavailable);
  expect((error as Error).message).toBe(
    'The occupation table could not be read; it is tried again.',
  );
  await postgres.resume();
  expect((await table.load(calm)).occupations.length).toBe(content.occupations.length);
});

test('a load ends at once when the job is told to stop, whatever the database does', async () => {
  const stuck = { query: () => new Promise(() => {}), connect: () => new Promise(() => {}) };
  const stop = new AbortController();
  const loading = createOccupationTable(stuck as unknown as Pool).load(stop.signal);
  const reason = new Error('cancelled');
  stop.abort(reason);
  await expect(loading).rejects.toBe(reason);
});
