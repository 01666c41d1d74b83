import type { MisfirePolicy } from '#contracts/schedules';
import { nextSlot, nextSlots } from './cron';

/** A slot later than this was missed: nobody was there to fire it. In milliseconds. */
export const MISFIRE_GRACE_MS = 30_000;
/** Missed slots are counted up to this: a schedule of seconds after a month off is not worth more. */
const MAX_COUNTED = 10_000;

export interface PlanRequest {
  readonly cron: string;
  readonly timezone: string;
  readonly misfire: MisfirePolicy;
  readonly misfireLimit: number;
  /** The first slot that nobody has looked at. */
  readonly nextAt: Date;
}

export interface SlotPlan {
  /** To be run, oldest first; what becomes of them says the overlap policy. */
  readonly open: readonly Date[];
  /** Not to be run: the first of them, and how many. */
  readonly missed: { readonly at: Date; readonly slots: number } | null;
  /** null: there is none any more. */
  readonly nextAt: Date | null;
}

const madeUpFor = (
  late: readonly Date[],
  fresh: readonly Date[],
  { misfire, misfireLimit }: PlanRequest,
): readonly Date[] => {
  if (misfire === 'skip') return [];
  // A slot that is on time makes up for the missed ones too.
  if (misfire === 'once') return fresh.length > 0 ? [] : late.slice(-1);
  return misfireLimit > 0 ? late.slice(-misfireLimit) : [];
};

/** Looks at every slot from the first unseen one up to `now`. */
export const planSlots = (request: PlanRequest, now: Date): SlotPlan => {
  const { cron, timezone, nextAt } = request;
  const graceFrom = now.getTime() - MISFIRE_GRACE_MS;
  const between = (from: Date, until: number): Date[] =>
    from.getTime() > until
      ? []
      : [from, ...nextSlots(cron, timezone, from, MAX_COUNTED - 1, until)];
  const late = between(nextAt, Math.min(graceFrom - 1, now.getTime()));
  const first =
    late.length === 0 ? nextAt : nextSlot(cron, timezone, new Date(Math.max(graceFrom - 1, 0)));
  const fresh = first ? between(first, now.getTime()) : [];
  const again = madeUpFor(late, fresh, request);
  const missed = late.slice(0, late.length - again.length);
  const at = missed[0];
  return {
    open: [...again, ...fresh],
    missed: at ? { at, slots: missed.length } : null,
    nextAt: nextSlot(cron, timezone, now),
  };
};
