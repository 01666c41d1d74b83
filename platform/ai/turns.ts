/** How a provider's calls are paced. */
export interface TurnLimits {
  /** Calls at once. */
  readonly maxConcurrency: number;
  /** Calls that may start within any minute; 0 = no limit. */
  readonly startsPerMinute: number;
  /** A turn that is not given back is taken back after this, in milliseconds: longer than any call. */
  readonly leaseMs: number;
}

/** Whether a call may start. */
export type Turn =
  | { readonly kind: 'go' }
  /** Not yet: ask again after `waitMs`. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly busy: boolean }
  /** Not within the time the caller may wait: come back after `waitMs`, a moment of its own. */
  | { readonly kind: 'away'; readonly waitMs: number; readonly busy: boolean };

/** What a pause came to. */
export interface Pause {
  /** When the caller itself should come back, in milliseconds from now. */
  readonly placeMs: number;
  /** By how much it is longer than what was known, in milliseconds. */
  readonly longerMs: number;
}

/** Who was sent away because all turns were taken comes back after this at the earliest, in ms. */
export const BUSY_AGAIN_MS = 5_000;
const MINUTE_MS = 60_000;

/** Room between two callers that come back: as many as may start, or as many as a second of work each allows. */
export const gapMsOf = ({ maxConcurrency, startsPerMinute }: TurnLimits): number =>
  Math.max(
    1,
    Math.ceil(startsPerMinute > 0 ? MINUTE_MS / startsPerMinute : 1_000 / maxConcurrency),
  );

/** The turns as this process alone knows them: what counts while Redis is away. */
export class LocalTurns {
  /** Turn to the time at which it is taken back. */
  private readonly leases = new Map<string, number>();
  /** Times of the last starts, newest first. */
  private readonly starts: number[] = [];
  private until = 0;
  private back = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** How long no call may start for all this process knows, in milliseconds. */
  pausedMs(): number {
    return Math.max(0, this.until - Date.now());
  }

  /** Notes a turn, whoever gave it. */
  hold(id: string): void {
    const now = Date.now();
    this.leases.set(id, now + this.limits.leaseMs);
    this.starts.unshift(now);
    this.starts.length = Math.min(this.starts.length, Math.max(1, this.limits.startsPerMinute));
  }

  take(id: string, mayWaitMs: number): Turn {
    const now = Date.now();
    const { maxConcurrency, startsPerMinute } = this.limits;
    const oldest = startsPerMinute > 0 ? this.starts[startsPerMinute - 1] : undefined;
    const at = Math.max(now, this.until, oldest === undefined ? 0 : oldest + MINUTE_MS);
    if (at > now) {
      const waitMs = at - now;
      if (waitMs <= mayWaitMs) return { kind: 'wait', waitMs, busy: false };
      return { kind: 'away', waitMs: this.place(at, now), busy: false };
    }
    for (const [lease, end] of this.leases) if (end <= now) this.leases.delete(lease);
    if (this.leases.size < maxConcurrency) {
      this.hold(id);
      return { kind: 'go' };
    }
    if (mayWaitMs > 0) return { kind: 'wait', waitMs: 0, busy: true };
    return { kind: 'away', waitMs: this.place(now + BUSY_AGAIN_MS, now), busy: true };
  }

  release(id: string): void {
    this.leases.delete(id);
  }

  pause(forMs: number, takePlace: boolean): Pause {
    const now = Date.now();
    const before = Math.max(this.until, now);
    this.until = Math.max(before, now + forMs);
    const placeMs = takePlace ? this.place(this.until, now) : this.until - now;
    return { placeMs, longerMs: this.until - before };
  }

  /** The first who is sent away comes back at once, the others one gap after another. */
  private place(at: number, now: number): number {
    const place = Math.max(at, this.back);
    this.back = place + gapMsOf(this.limits);
    return place - now;
  }
}
