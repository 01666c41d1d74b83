import type { Pool, PoolClient } from 'pg';
import {
  type ContentCoverage,
  type ContentLanguage,
  contentLanguages,
  type EvaluationRecord,
  type EvaluationRules,
  firstFrequent,
  type LanguageStatus,
} from '#contracts/languages';
import { inTransaction } from '../store/in-transaction';
import { asDependencyError } from '../store/transient';
import { evaluateLanguages } from './evaluate-languages';

const DAY_MS = 24 * 3_600_000;

/** Whichever process is first; a language that a later version brings is occasional. */
const ensureSql = `insert into content_languages (code, status)
select code, case when code = any($2::text[]) then 'frequent' else 'occasional' end from unnest($1::text[]) as code
on conflict do nothing`;

const evaluationColumns = `job_id, at, window_from, window_to, uses, total_uses, undecided, frequent, promoted,
  demoted, min_uses, min_share, max_frequent, hysteresis`;

const insertSql = `insert into language_evaluations (job_id, window_from, window_to, uses, total_uses, undecided,
  frequent, promoted, demoted, min_uses, min_share, max_frequent, hysteresis)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning ${evaluationColumns}`;

const changeSql = `update content_languages
set status = case when code = any($2::text[]) then 'frequent' else 'occasional' end, since = now(), job_id = $1
where code = any($2::text[]) or code = any($3::text[])`;

interface EvaluationRow {
  job_id: string;
  at: Date;
  window_from: Date;
  window_to: Date;
  uses: string;
  total_uses: number;
  undecided: EvaluationRecord['undecided'];
  frequent: ContentLanguage[];
  promoted: ContentLanguage[];
  demoted: ContentLanguage[];
  min_uses: number;
  min_share: number;
  max_frequent: number;
  hysteresis: number;
}

const recordOf = (row: EvaluationRow): EvaluationRecord => ({
  jobId: row.job_id,
  at: row.at.toISOString(),
  window: {
    from: row.window_from.toISOString(),
    to: row.window_to.toISOString(),
    days: Math.round((row.window_to.getTime() - row.window_from.getTime()) / DAY_MS),
  },
  counts: JSON.parse(row.uses) as Record<string, number>,
  totalUses: row.total_uses,
  undecided: row.undecided,
  frequent: row.frequent,
  promoted: row.promoted,
  demoted: row.demoted,
  rules: {
    minUses: row.min_uses,
    minShare: row.min_share,
    maxFrequent: row.max_frequent,
    hysteresis: row.hysteresis,
  },
});

/** A language as it stands. */
export interface LanguageRow {
  readonly code: ContentLanguage;
  readonly status: LanguageStatus;
  readonly since: Date | null;
  /** After the last preloading; null = there was none. */
  readonly coverage: ContentCoverage | null;
  readonly preloadedAt: Date | null;
}

/** What was counted, and how it is to be judged. */
export interface NewEvaluation {
  readonly jobId: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly uses: Readonly<Record<string, number>>;
  readonly rules: EvaluationRules;
}

const ensure = (client: Pool | PoolClient) =>
  client.query(ensureSql, [contentLanguages, firstFrequent]);

/**
 * Keeps a language's status as it is until the transaction ends.
 *
 * @returns whether it is frequent
 */
export const holdStatus = async (client: PoolClient, code: ContentLanguage): Promise<boolean> => {
  await ensure(client);
  const { rows } = await client.query<{ status: LanguageStatus }>(
    'select status from content_languages where code = $1 for share',
    [code],
  );
  return rows[0]?.status === 'frequent';
};

const find = async (client: PoolClient, jobId: string): Promise<EvaluationRecord | null> => {
  const { rows } = await client.query<EvaluationRow>(
    `select ${evaluationColumns} from language_evaluations where job_id = $1`,
    [jobId],
  );
  return rows[0] ? recordOf(rows[0]) : null;
};

/** Expects all statuses to be locked, so that they are decided one evaluation after the other. */
const decide = async (
  client: PoolClient,
  { jobId, window, uses, rules }: NewEvaluation,
  frequent: ReadonlySet<string>,
): Promise<EvaluationRecord> => {
  const { rowCount: later } = await client.query(
    'select 1 from language_evaluations where window_to > $1 limit 1',
    [window.to],
  );
  const found = evaluateLanguages({ uses, frequent, rules });
  const undecided = later ? 'superseded' : found.decided ? null : 'too-little-use';
  const none = { frequent: contentLanguages.filter((code) => frequent.has(code)) };
  const { promoted, demoted, ...rest } =
    undecided === null ? found : { ...none, promoted: [], demoted: [] };
  const { rows } = await client.query<EvaluationRow>(insertSql, [
    ...[jobId, window.from, window.to, JSON.stringify(uses), found.totalUses, undecided],
    ...[rest.frequent, promoted, demoted],
    ...[rules.minUses, rules.minShare, rules.maxFrequent, rules.hysteresis],
  ]);
  await client.query(changeSql, [jobId, promoted, demoted]);
  return recordOf(rows[0] as EvaluationRow);
};

/** Which languages are frequent and how that came, in Postgres. */
export interface LanguageStore {
  /** Every language, in the order of the contract. */
  list(): Promise<LanguageRow[]>;
  isFrequent(code: ContentLanguage): Promise<boolean>;
  /** Notes how far its lessons are after a preloading. */
  noteCoverage(code: ContentLanguage, coverage: ContentCoverage): Promise<void>;
  /**
   * Judges by what was counted, and changes the statuses, in one transaction. Once per job: the same again is
   * told what came of it the first time. One whose window ends before that of an evaluation that is there
   * already changes nothing.
   */
  evaluate(evaluation: NewEvaluation): Promise<EvaluationRecord>;
  /** Newest first. */
  evaluations(limit: number): Promise<EvaluationRecord[]>;
}

/** Every method throws AppError `dependency_unavailable` where Postgres is away. */
export const createLanguageStore = (pool: Pool): LanguageStore => {
  const reach = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  const list = async (): Promise<LanguageRow[]> => {
    const { rows } = await pool.query<LanguageRow>(
      'select code, status, since, coverage, preloaded_at as "preloadedAt" from content_languages',
    );
    const byCode = new Map(rows.map((row) => [row.code, row]));
    return contentLanguages.map((code) => {
      const asInstalled = firstFrequent.includes(code) ? 'frequent' : 'occasional';
      const untouched = { code, status: asInstalled, since: null } as const;
      return byCode.get(code) ?? { ...untouched, coverage: null, preloadedAt: null };
    });
  };
  return {
    list: () => reach(list),
    isFrequent: (code) =>
      reach(async () => {
        const found = (await list()).find((one) => one.code === code);
        return found?.status === 'frequent';
      }),
    noteCoverage: (code, coverage) =>
      reach(async () => {
        await ensure(pool);
        await pool.query(
          'update content_languages set coverage = $2, preloaded_at = now() where code = $1',
          [code, coverage],
        );
      }),
    evaluate: (evaluation) =>
      reach(async () => {
        await ensure(pool);
        return inTransaction(pool, async (client) => {
          const { rows } = await client.query<{ code: string; status: LanguageStatus }>(
            'select code, status from content_languages order by code for update',
          );
          const before = await find(client, evaluation.jobId);
          if (before) return before;
          const frequent = rows.filter(({ status }) => status === 'frequent');
          return decide(client, evaluation, new Set(frequent.map(({ code }) => code)));
        });
      }),
    evaluations: (limit) =>
      reach(async () => {
        const { rows } = await pool.query<EvaluationRow>(
          `select ${evaluationColumns} from language_evaluations order by window_to desc, at desc limit $1`,
          [limit],
        );
        return rows.map(recordOf);
      }),
  };
};
