/** Most that may be spent; undefined = no limit. Tokens count input and output, whether priced or not. */
export interface Budget {
  readonly usdPerJob?: number | undefined;
  readonly usdPerDay?: number | undefined;
  readonly tokensPerJob?: number | undefined;
  readonly tokensPerDay?: number | undefined;
}

export interface Spent {
  readonly usd: number;
  readonly tokens: number;
}

/** No further request may be made: the budget of the job, or of the day, is used up. */
export class BudgetExceeded extends Error {
  override name = 'BudgetExceeded';
  readonly scope: 'job' | 'day';
  /** For a day: until the next one, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(scope: 'job' | 'day', message: string, retryAfterMs?: number) {
    super(message);
    this.scope = scope;
    this.retryAfterMs = retryAfterMs;
  }
}

const DAY_MS = 24 * 3_600_000;
/** Jobs that waited for midnight do not all start in its first second. */
const SPREAD_MS = 60_000;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
const dollars = (usd: number): string => `USD ${number.format(usd)}`;

const overrun = (spent: Spent, usd: number | undefined, tokens: number | undefined) => {
  if (usd !== undefined && spent.usd >= usd) return `${dollars(spent.usd)} of ${dollars(usd)}`;
  if (tokens !== undefined && spent.tokens >= tokens) {
    return `${number.format(spent.tokens)} of ${number.format(tokens)} tokens`;
  }
  return null;
};

/** Where a job's or a day's spending must be looked up before a request. */
export const guardsJob = ({ usdPerJob, tokensPerJob }: Budget): boolean =>
  usdPerJob !== undefined || tokensPerJob !== undefined;
export const guardsDay = ({ usdPerDay, tokensPerDay }: Budget): boolean =>
  usdPerDay !== undefined || tokensPerDay !== undefined;

/** @throws BudgetExceeded where the job has used up its own */
export const checkJobBudget = (budget: Budget, spent: Spent): void => {
  const over = overrun(spent, budget.usdPerJob, budget.tokensPerJob);
  if (over) throw new BudgetExceeded('job', `The AI budget of this job is used up: ${over}.`);
};

/**
 * @param now in milliseconds since 1970
 * @throws BudgetExceeded where the day's is used up, with the time until the next one
 */
export const checkDayBudget = (budget: Budget, spent: Spent, now: number): void => {
  const over = overrun(spent, budget.usdPerDay, budget.tokensPerDay);
  if (!over) return;
  const untilMidnight = DAY_MS - (now % DAY_MS);
  throw new BudgetExceeded(
    'day',
    `The AI budget of the day is used up: ${over}. The job goes on after 00:00 UTC.`,
    untilMidnight + Math.round(Math.random() * SPREAD_MS),
  );
};

/** When the current day began, UTC. */
export const startOfDay = (now: number): Date => new Date(now - (now % DAY_MS));
