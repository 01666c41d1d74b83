import type { Pool } from 'pg';
import { asDependencyError } from '../store/transient';
import type { LanguageUseStore } from './language-use';

/** More languages in an hour than people speak on one site: the rest is somebody making them up. */
export const MAX_LANGUAGES_PER_HOUR = 100;

/** In one order of rows, so that two of these never wait for each other in a circle. */
const recordSql = `
with used as (
  select language, kind, sum(uses) as uses
  from unnest($2::text[], $3::text[], $4::bigint[]) as given(language, kind, uses) group by 1, 2
), known as (
  select distinct language from language_use where hour = date_trunc('hour', $1::timestamptz, 'UTC')
), fresh as (
  select language, row_number() over (order by sum(uses) desc, language) as place
  from used where language not in (select language from known) group by language
), kept as (
  select language from known
  union all select language from fresh where place <= $5::int - (select count(*) from known)
)
insert into language_use as u (hour, language, kind, uses)
select date_trunc('hour', $1::timestamptz, 'UTC'), case when k.language is null then 'und' else k.language end,
  used.kind, sum(used.uses)
from used left join kept k using (language)
group by 1, 2, 3 order by 1, 2, 3
on conflict (hour, language, kind) do update set uses = u.uses + excluded.uses`;

const countsSql = `select language, sum(uses)::bigint as uses from language_use
where hour >= $1 and hour < $2 and ($3::text[] is null or kind = any($3)) group by language`;

const pruneSql = 'delete from language_use where hour < $1';

export const createLanguageUseStore = (pool: Pool): LanguageUseStore => {
  const ask = async (sql: string, values: unknown[]) => {
    try {
      return await pool.query<{ language: string; uses: number }>(sql, values);
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  return {
    record: async (uses, at = new Date()) => {
      if (uses.length === 0) return;
      const columns = [
        uses.map(({ language }) => language),
        uses.map(({ kind }) => kind),
        uses.map((one) => one.uses),
      ];
      await ask(recordSql, [at, ...columns, MAX_LANGUAGES_PER_HOUR]);
    },
    counts: async (from, to, kinds) => {
      const { rows } = await ask(countsSql, [from, to, kinds ?? null]);
      return new Map(rows.map(({ language, uses }) => [language, uses]));
    },
    prune: async (before) => (await ask(pruneSql, [before])).rowCount ?? 0,
  };
};
