import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics';
import { insist } from '../store/transient';
import { WriteGroup } from '../store/write-group';
import {
  type Budget,
  checkDayBudget,
  checkJobBudget,
  guardsDay,
  guardsJob,
  type Spent,
  startOfDay,
} from './budget';
import { type PriceTable, priceUsage } from './price-usage';
import type { Usage } from './usage';

/** Whose call it was. */
export interface UsageOf {
  readonly jobId: string;
  readonly owner: string;
  readonly attempt: number;
}

/** Books what AI work used, and says when the budget is used up. */
export interface UsageLedger {
  /**
   * Books one report; returns at once. Requests to a provider are written at the next turn of the loop,
   * built-in work within a quarter of a second, many rows to a statement; both outlast a database that is
   * away for a minute.
   *
   * @returns what it cost in US dollars; null where that is not known
   */
  book(of: UsageOf, usage: Usage): number | null;
  /**
   * Asked before each request. Costs no query where no budget is set.
   * Calls that are under way are not counted yet, so a budget may be passed by as many calls as run at once.
   *
   * @throws BudgetExceeded
   */
  admit(jobId: string): Promise<void>;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

export interface UsageLedgerParts {
  readonly pool: Pool;
  readonly log: Logger;
  readonly prices: PriceTable;
  readonly budget: Budget;
  readonly metrics?: Pick<Metrics, 'providerCalls' | 'providerTokens'>;
}

/** Built-in work is many times faster than a write: its rows gather this long, in milliseconds. */
const GATHER_MS = 250;
/** A process that ends waits no longer than this for the database, in milliseconds. */
const CLOSE_WITHIN_MS = 3_000;

const columns = [
  ['id', 'uuid'],
  ['job_id', 'text'],
  ['owner', 'text'],
  ['task', 'text'],
  ['engine', 'text'],
  ['provider', 'text'],
  ['model', 'text'],
  ['input_tokens', 'int'],
  ['output_tokens', 'int'],
  ['cached_tokens', 'int'],
  ['units', 'int'],
  ['unit_name', 'text'],
  ['usd', 'float8'],
  ['ms', 'int'],
  ['attempt', 'int'],
  ['outcome', 'text'],
  ['at', 'timestamptz'],
] as const;

type Column = (typeof columns)[number][0];
type Row = Readonly<Record<Column, string | number | Date | null>> & { readonly id: string };

const insertSql = `insert into ai_usage (${columns.map(([name]) => name).join(', ')})
select * from unnest(${columns.map(([, type], n) => `$${n + 1}::${type}[]`).join(', ')})
on conflict (id) do nothing`;

const spentSql = `select coalesce(sum(usd), 0)::float8 as usd,
  coalesce(sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), 0)::float8 as tokens
from ai_usage where engine = 'provider'`;

/** A count as it may be stored: what a provider says may be anything. */
const whole = (count: number | null): number | null =>
  count !== null && count >= 0 && count < 2 ** 31 ? Math.round(count) : null;

const tokensOf = ({ input_tokens, output_tokens }: Row): number =>
  Number(input_tokens ?? 0) + Number(output_tokens ?? 0);

export const createUsageLedger = (parts: UsageLedgerParts): UsageLedger => {
  const { pool, log, prices, budget, metrics } = parts;
  /** Reported and not yet written: a budget counts them too. */
  const pending = new Map<string, Row>();
  let gathered: Row[] = [];
  let timer: NodeJS.Timeout | undefined;

  const group = new WriteGroup<Row, undefined>(async (rows) => {
    const values = columns.map(([name]) => rows.map((row) => row[name]));
    await insist(() => pool.query(insertSql, values));
    return rows.map(() => undefined);
  });

  const write = async (row: Row): Promise<void> => {
    try {
      await group.add(row);
    } catch (error) {
      log.error({ err: error, usage: row }, 'usage could not be booked');
    } finally {
      pending.delete(row.id);
    }
  };
  const writeGathered = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const row of gathered) void write(row);
    gathered = [];
  };

  const spent = async (
    where: string,
    value: string | Date,
    isOne: (row: Row) => boolean,
  ): Promise<Spent> => {
    const unwritten = [...pending.values()].filter(
      (row) => row.engine === 'provider' && isOne(row),
    );
    const ids = unwritten.map((row) => row.id);
    const { rows } = await insist(
      () =>
        pool.query<Spent>(`${spentSql} and ${where} and not (id = any($2::uuid[]))`, [value, ids]),
      { withinMs: 5_000 },
    );
    const written = rows[0] ?? { usd: 0, tokens: 0 };
    return unwritten.reduce(
      (sum, row) => ({ usd: sum.usd + Number(row.usd ?? 0), tokens: sum.tokens + tokensOf(row) }),
      written,
    );
  };

  const count = ({ provider, model, outcome, inputTokens, outputTokens, engine }: Usage) => {
    if (engine === 'built-in' || !metrics) return;
    metrics.providerCalls.inc({ provider, model, outcome });
    metrics.providerTokens.inc({ provider, model, direction: 'input' }, inputTokens ?? 0);
    metrics.providerTokens.inc({ provider, model, direction: 'output' }, outputTokens ?? 0);
  };

  return {
    book: ({ jobId, owner, attempt }, usage) => {
      const usd = priceUsage(prices, usage);
      const row: Row = {
        id: randomUUID(),
        job_id: jobId,
        owner,
        task: usage.task,
        engine: usage.engine,
        provider: usage.provider,
        model: usage.model,
        input_tokens: whole(usage.inputTokens),
        output_tokens: whole(usage.outputTokens),
        cached_tokens: whole(usage.cachedInputTokens),
        units: usage.units?.count ?? null,
        unit_name: usage.units?.name ?? null,
        usd,
        ms: usage.ms,
        attempt,
        outcome: usage.outcome,
        at: new Date(),
      };
      count(usage);
      pending.set(row.id, row);
      if (usage.engine === 'provider') void write(row);
      else {
        gathered.push(row);
        timer ??= setTimeout(writeGathered, GATHER_MS);
      }
      return usd;
    },
    admit: async (jobId) => {
      if (guardsJob(budget)) {
        checkJobBudget(budget, await spent('job_id = $1', jobId, (row) => row.job_id === jobId));
      }
      if (!guardsDay(budget)) return;
      const now = Date.now();
      const today = startOfDay(now);
      const isToday = (row: Row) => (row.at as Date) >= today;
      checkDayBudget(budget, await spent('at >= $1', today, isToday), now);
    },
    close: async () => {
      writeGathered();
      const deadline = performance.now() + CLOSE_WITHIN_MS;
      while (pending.size > 0 && performance.now() < deadline) await sleep(10);
      if (pending.size > 0) log.error({ rows: [...pending.values()] }, 'usage could not be booked');
    },
  };
};
