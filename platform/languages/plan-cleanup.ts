import type { ContentRow } from './content-store';

export interface CleanupPlan {
  /** Keys of the objects to go, the least read first. */
  readonly remove: readonly string[];
  readonly keptRecent: number;
  readonly keptMostUsed: number;
}

export interface KeepRule {
  /** What was stored or read since then stays. */
  readonly since: Date;
  /** So many of the most read stay as well; what nobody ever read is not among them. */
  readonly items: number;
}

const lastTouched = ({ storedAt, lastUsedAt }: ContentRow): number =>
  Math.max(storedAt.getTime(), lastUsedAt?.getTime() ?? 0);

const byUse = (one: ContentRow, other: ContentRow): number =>
  other.uses - one.uses ||
  lastTouched(other) - lastTouched(one) ||
  one.key.localeCompare(other.key, 'en');

/** Which of a language's stored lessons go once it is no longer frequent. */
export const planCleanup = (
  rows: readonly ContentRow[],
  { since, items }: KeepRule,
): CleanupPlan => {
  const ranked = [...rows].sort(byUse);
  const mostUsed = new Set(ranked.filter(({ uses }) => uses > 0).slice(0, items));
  const isRecent = (row: ContentRow) => lastTouched(row) >= since.getTime();
  const older = ranked.filter((row) => !isRecent(row));
  const going = older.filter((row) => !mostUsed.has(row));
  return {
    remove: going.reverse().map(({ key }) => key),
    keptRecent: ranked.length - older.length,
    keptMostUsed: older.length - going.length,
  };
};
