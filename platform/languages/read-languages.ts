import type { Pool } from 'pg';
import type { JobStatus } from '#contracts/job';
import type { LanguageReport, LanguagesReport } from '#contracts/languages';
import type { Config } from '../config';
import { asDependencyError } from '../store/transient';
import { foldUses } from './fold-uses';
import { createLanguageStore, type LanguageRow } from './language-store';
import type { LanguageUseStore } from './language-use';
import { type LessonContent, loadLessonContent } from './lesson-content';

const DAY_MS = 24 * 3_600_000;
/** Evaluations told of: about a year, at two a month. */
const HISTORY = 24;
const systemTypes = ['language-evaluation', 'language-cleanup', 'preload-languages'];
const schedules = ['evaluation', 'preload'];

/** What is stored, and how much of it is made from the English as it is now. */
const storedSql = `select c.lang, count(*)::int as items, sum(c.bytes)::bigint as bytes,
  count(s.lesson)::int as current, max(c.stored_at) as newest
from content_lessons c
left join unnest($1::text[], $2::text[]) as s(lesson, hash) on s.lesson = c.lesson and s.hash = c.source_hash
group by c.lang`;

/** Those that run, whoever started them, and the schedules' latest. */
const jobsSql = `select distinct on (type) id as "jobId", type, state as status, created_at as "createdAt",
  finished_at as "finishedAt"
from (
  select id, type, state, created_at, finished_at from jobs where finished_at is null and type = any($1)
  union all
  select j.id, j.type, j.state, j.created_at, j.finished_at
  from unnest($2::text[]) as wanted(schedule)
  cross join lateral (
    select job_id from schedule_slots where schedule = wanted.schedule and job_id is not null
    order by slot_at desc limit 1
  ) latest
  join jobs j on j.id = latest.job_id
) found
order by type, finished_at is null desc, created_at desc`;

interface StoredRow {
  readonly lang: string;
  readonly items: number;
  readonly bytes: number;
  readonly current: number;
  readonly newest: Date;
}
interface JobRow {
  readonly jobId: string;
  readonly type: string;
  readonly status: JobStatus;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const percentOf = (current: number, lessons: number): number =>
  lessons === 0 ? 100 : Math.floor((current / lessons) * 100);

const languageReport = (
  { code, status, since, coverage, preloadedAt }: LanguageRow,
  uses: number,
  totalUses: number,
  stored: StoredRow | undefined,
  lessons: number,
): LanguageReport => ({
  code,
  status,
  since: since?.toISOString() ?? null,
  uses,
  share: totalUses === 0 ? 0 : uses / totalUses,
  stored: {
    items: stored?.items ?? 0,
    bytes: stored?.bytes ?? 0,
    current: stored?.current ?? 0,
    percent: percentOf(stored?.current ?? 0, lessons),
    newest: stored?.newest.toISOString() ?? null,
  },
  coverage,
  preloadedAt: preloadedAt?.toISOString() ?? null,
});

const readStored = async (pool: Pool, { lessons }: LessonContent) => {
  const { rows } = await pool.query<StoredRow>(storedSql, [
    lessons.map(({ id }) => id),
    lessons.map(({ hash }) => hash),
  ]);
  return new Map(rows.map((row) => [row.lang, row]));
};

const readJobs = async (pool: Pool): Promise<LanguagesReport['jobs']> => {
  const { rows } = await pool.query<JobRow>(jobsSql, [systemTypes, schedules]);
  return rows.map(({ createdAt, finishedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
};

/** What operators are told of the languages. @throws AppError dependency_unavailable */
export const readLanguages = async (
  parts: { readonly pool: Pool; readonly config: Config; readonly languageUse: LanguageUseStore },
  now = new Date(),
): Promise<LanguagesReport> => {
  const { pool, config, languageUse } = parts;
  const { windowDays, rules, keepDays, keepItems } = config.languages;
  const from = new Date(now.getTime() - windowDays * DAY_MS);
  const store = createLanguageStore(pool);
  const content = await loadLessonContent();
  try {
    const [rows, counts, evaluations, stored, jobs] = await Promise.all([
      store.list(),
      languageUse.counts(from, now),
      store.evaluations(HISTORY),
      readStored(pool, content),
      readJobs(pool),
    ]);
    const uses = foldUses(counts);
    const totalUses = Object.values(uses).reduce((sum, one) => sum + one, 0);
    const lessons = content.lessons.length;
    const languages = rows.map((row) =>
      languageReport(row, uses[row.code] ?? 0, totalUses, stored.get(row.code), lessons),
    );
    const ours = languages.reduce((sum, one) => sum + one.uses, 0);
    return {
      window: { from: from.toISOString(), to: now.toISOString(), days: windowDays },
      totalUses,
      otherUses: totalUses - ours,
      rules,
      kept: { days: keepDays, items: keepItems },
      lessons,
      languages,
      evaluations,
      jobs,
    };
  } catch (error) {
    throw asDependencyError(error);
  }
};
