import type { Pool, QueryResultRow } from 'pg';
import { askStore } from '../careers-unavailable';
import {
  type CareerQuestion,
  type CareerWarehouse,
  FEWEST_PAY_ROWS,
  MOST_BANDS,
  MOST_ROLES,
  MOST_SKILLS,
  type PayBand,
  type RoleStat,
  type SkillDemand,
  type WarehouseCall,
} from '../warehouse';

const FITS = '(role_key = ANY($1::text[]) OR field_key = ANY($2::text[]))';

/** The postings an operator has loaded into `career_postings`; none as shipped. */
export const createPostgresWarehouse = (pool: Pool): CareerWarehouse => {
  const ask = <Row extends QueryResultRow>(
    sql: string,
    question: CareerQuestion,
    { signal }: WarehouseCall,
    ...more: unknown[]
  ): Promise<Row[]> =>
    askStore('The loaded postings', signal, async () => {
      const values = [question.roleKeys, question.fieldKeys, ...more];
      return (await pool.query<Row>(sql, values)).rows;
    });

  return {
    kind: 'postgres',
    roleStats: (question, call) =>
      ask<RoleStat & QueryResultRow>(
        `SELECT mode() WITHIN GROUP (ORDER BY role) AS role, count(*)::int AS rows
         FROM career_postings WHERE ${FITS}
         GROUP BY role_key ORDER BY rows DESC, role_key LIMIT ${MOST_ROLES}`,
        question,
        call,
      ),
    skillDemand: (question, call) =>
      ask<SkillDemand & QueryResultRow>(
        `SELECT mode() WITHIN GROUP (ORDER BY skill) AS skill, count(DISTINCT id)::int AS rows
         FROM career_postings, unnest(skills) AS skill WHERE ${FITS}
         GROUP BY lower(skill) ORDER BY rows DESC, lower(skill) LIMIT ${MOST_SKILLS}`,
        question,
        call,
      ),
    payBands: async (question, call) => {
      const bands = await ask<PayBand & QueryResultRow>(
        `SELECT mode() WITHIN GROUP (ORDER BY role) AS role, currency, count(*)::int AS rows,
           percentile_cont(0.25) WITHIN GROUP (ORDER BY pay_per_year)::float8 AS p25,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY pay_per_year)::float8 AS median,
           percentile_cont(0.75) WITHIN GROUP (ORDER BY pay_per_year)::float8 AS p75
         FROM career_postings WHERE ${FITS} AND pay_per_year IS NOT NULL
         GROUP BY role_key, currency ORDER BY rows DESC, role_key, currency`,
        question,
        call,
      );
      const shown = bands.filter((band) => band.rows >= FEWEST_PAY_ROWS);
      return { bands: shown.slice(0, MOST_BANDS), withheld: bands.length - shown.length };
    },
    meta: async (question, call) => {
      const [row] = await ask<{ rows: number; as_of: string | null; sample: boolean | null }>(
        `SELECT count(*)::int AS rows, max(posted_on)::text AS as_of, bool_or(sample) AS sample
         FROM career_postings WHERE ${FITS}`,
        question,
        call,
      );
      return {
        name: 'Postings in Postgres',
        asOf: row?.as_of ?? null,
        rows: row?.rows ?? 0,
        sample: row?.sample ?? false,
      };
    },
  };
};
