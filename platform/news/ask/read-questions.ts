import type { Pool } from 'pg';
import type { AskedQuestion } from '#contracts/ask-answer';

/** Jobs that are looked through: the same question may have been asked many times. */
const LOOKED_AT = 100;

const recentSql = `
select id as "jobId", input::jsonb ->> 'question' as question from jobs
where owner = $1 and type = 'ask' order by created_at desc, id desc limit ${LOOKED_AT}`;
const oneSql = `
select id as "jobId", input::jsonb ->> 'question' as question from jobs
where id = $2 and type = 'ask' and owner = $1`;

/** An owner's latest questions, each once, the newest first. */
export const readQuestions = async (
  pool: Pool,
  owner: string,
  limit: number,
): Promise<AskedQuestion[]> => {
  const { rows } = await pool.query<AskedQuestion>(recentSql, [owner]);
  const asked = new Map<string, AskedQuestion>();
  for (const row of rows) if (!asked.has(row.question)) asked.set(row.question, row);
  return [...asked.values()].slice(0, limit);
};

/** One question of an owner; null where there is none. */
export const readQuestion = async (
  pool: Pool,
  owner: string,
  jobId: string,
): Promise<AskedQuestion | null> =>
  (await pool.query<AskedQuestion>(oneSql, [owner, jobId])).rows[0] ?? null;
