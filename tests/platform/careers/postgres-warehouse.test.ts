import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeInsights } from '#platform/careers/insights/compose-insights';
import { importPostings, PostingError } from '#platform/careers/insights/import-postings';
import { createPostgresWarehouse } from '#platform/careers/insights/postgres-warehouse';
import { resolveScope } from '#platform/careers/insights/resolve-scope';
import { bundledOccupations } from '../../helpers/occupation-data';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';
import { asLines, posting } from './postings';

const data = bundledOccupations();
const call = { signal: new AbortController().signal };
let postgres: TestPostgres;
let pool: Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url, max: 2 });
});
beforeEach(() => pool.query('DELETE FROM career_postings'));
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const load = (rows: readonly unknown[]) => importPostings(pool, asLines(rows));
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n);

const ask = async (domain: string) => {
  const warehouse = createPostgresWarehouse(pool);
  const { scope, occupations, question } = resolveScope(data, domain);
  const answers = {
    meta: await warehouse.meta(question, call),
    roles: await warehouse.roleStats(question, call),
    skills: await warehouse.skillDemand(question, call),
    pay: await warehouse.payBands(question, call),
  };
  return { ...answers, facts: composeInsights(data, scope, occupations, answers) };
};

describe('with nothing loaded', () => {
  test('a field is told from the table alone, and pay is not', async () => {
    const { facts, pay } = await ask('Data');
    expect(pay).toEqual({ bands: [], withheld: 0 });
    expect(facts.payNote).toMatch(/No pay data is shipped/);
    expect(facts.scope).toMatchObject({ kind: 'field', title: 'Data' });
    expect(facts.roles.length).toBeGreaterThan(3);
    expect(facts.skillsInDemand[0]?.skill).toBe('SQL');
    expect(facts.demandNote).toMatch(/O\*NET 29\.3 marks as in demand/);
    expect(facts.source).toMatchObject({
      sample: false,
      attribution: expect.stringMatching(/CC BY/),
    });
    expect(facts.outlook).toMatch(/no postings are loaded/);
    for (const { weight } of facts.skillsInDemand) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(100);
    }
  });

  test('a role gives itself and its neighbours', async () => {
    const { facts } = await ask('SRE');
    expect(facts.scope.kind).toBe('role');
    expect(facts.roles.map(({ title }) => title)).toEqual(['Site reliability engineer']);
    expect(facts.neighbours.map(({ title }) => title)).toContain('DevOps engineer');
  });

  test('a field in which O*NET marks nothing says that the table speaks', async () => {
    const { facts } = await ask('Electrician');
    expect(facts.demandNote).toMatch(/marks none as in demand/);
    expect(facts.skillsInDemand.length).toBeGreaterThan(3);
  });

  test('what is unknown stays unknown', async () => {
    const { facts } = await ask('Astrology');
    expect(facts).toMatchObject({ roles: [], skillsInDemand: [], neighbours: [] });
    expect(facts.scope).toMatchObject({ kind: 'none', title: 'Astrology' });
    expect(facts.scope.alternatives).toContain('Data');
    expect(facts.outlook).toBe('Nothing is known about “Astrology”.');
    expect(facts.source.attribution).toBeNull();
  });
});

describe('with postings loaded', () => {
  test('pay bands are quartiles per role and currency', async () => {
    await load(numbers(9).map((n) => posting(n)));
    const { pay, facts } = await ask('Data engineer');
    expect(pay.bands).toEqual([
      { role: 'Data Engineer', currency: 'EUR', p25: 42_000, median: 44_000, p75: 46_000, rows: 9 },
    ]);
    expect(facts.payNote).toBe('Gross pay per year, as the postings name it.');
    expect(facts.source).toMatchObject({ rows: 9, asOf: '2026-03-01', sample: false });
  });

  test('a band of fewer than five is withheld, and that is said', async () => {
    await load([
      ...numbers(5).map((n) => posting(n)),
      ...numbers(4, 10).map((n) => posting(n, { role: 'Data analyst' })),
    ]);
    const { pay, facts } = await ask('Data');
    expect(pay.bands.map(({ role }) => role)).toEqual(['Data Engineer']);
    expect(pay.withheld).toBe(1);
    expect(facts.payNote).toMatch(/1 band with fewer than 5 postings is withheld/);
  });

  test('skills are counted by posting, whatever their case', async () => {
    await load([
      posting(1, { skills: ['SQL', 'dbt'] }),
      posting(2, { skills: ['sql'] }),
      posting(3, { skills: ['SQL', 'SQL'] }),
      posting(4, { skills: [] }),
    ]);
    const { skills, facts } = await ask('Data engineer');
    expect(skills).toEqual([
      { skill: 'SQL', rows: 3 },
      { skill: 'dbt', rows: 1 },
    ]);
    expect(facts.skillsInDemand[0]).toEqual({ skill: 'SQL', weight: 75 });
    expect(facts.demandNote).toBe('Share of 4 postings that ask for it.');
  });

  test('another name of a role counts for it, another field does not', async () => {
    await load([
      posting(1, { role: 'ETL developer' }),
      posting(2, { role: 'Chef', field: 'Food' }),
    ]);
    expect((await ask('Data engineer')).meta.rows).toBe(1);
  });

  test('one sample row marks the whole answer', async () => {
    await load([...numbers(5).map((n) => posting(n)), posting(9, { sample: true })]);
    const { meta, facts } = await ask('Data');
    expect(meta.sample).toBe(true);
    expect(facts.source.sample).toBe(true);
    expect(facts.payNote).toMatch(/samples, made up/);
  });

  test('a field only the postings know is told from them', async () => {
    await load(numbers(2).map((n) => posting(n, { role: 'Astrologer', field: 'Astrology' })));
    const { facts } = await ask('Astrology');
    expect(facts.scope).toMatchObject({ kind: 'field', note: expect.stringMatching(/2 postings/) });
    expect(facts.roles).toEqual([
      expect.objectContaining({ title: 'Astrologer', code: null, outlook: '2 postings.' }),
    ]);
  });

  test('words with a meaning in SQL are only words', async () => {
    await load([posting(1)]);
    expect((await ask("'; DROP TABLE career_postings; --")).meta.rows).toBe(0);
    expect((await ask('Data')).meta.rows).toBe(1);
  });
});

describe('loading', () => {
  test('twice changes nothing; a row that comes again is replaced', async () => {
    const rows = numbers(1_200).map((n) => posting(n));
    expect(await load(rows)).toBe(1_200);
    expect(await load([...rows, posting(0, { payPerYear: 1, role: 'Data analyst' }), ''])).toBe(
      1_201,
    );
    expect((await ask('Data')).meta.rows).toBe(1_200);
    expect((await ask('Data analyst')).meta.rows).toBe(1);
  });

  test.each([
    ['{', /Line 2 is not JSON/],
    [posting(1, { currency: 'euro' }), /currency: needs three capitals/],
    [posting(1, { currency: null }), /come together/],
    [posting(1, { payPerYear: -1 }), /payPerYear/],
    [posting(1, { postedOn: '2026-13-01' }), /postedOn/],
    [posting(1, { salary: 1 }), /salary/],
  ])('stops at the first line that does not fit: %o', async (line, words) => {
    const loading = load([posting(0), line]);
    await expect(loading).rejects.toThrow(PostingError);
    await expect(loading).rejects.toThrow(words);
  });
});
