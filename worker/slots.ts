/** Completions are counted over this stretch, in milliseconds. */
const WINDOW_MS = 100;
/** Claims may run ahead of the slots by what these will finish within this time. */
const AHEAD_MS = 10;

/**
 * How many handlers run at once in this process, over all job types.
 *
 * The ledger's round trips before and after a handler need no slot. With short handlers they would
 * leave slots idle, so claims may run ahead: by as many jobs as the slots finish within 10 ms (Little's
 * law), at most twice their number. With long handlers nothing runs ahead and no job is hoarded.
 */
export class Slots {
  private running = 0;
  private admitted = 0;
  private finishedNow = 0;
  private ahead = 0;
  private readonly waitingRun: (() => void)[] = [];
  private readonly waitingAdmission: { grant: (ok: boolean) => void; timer: NodeJS.Timeout }[] = [];
  private readonly meter: NodeJS.Timeout;

  constructor(readonly limit: number) {
    this.meter = setInterval(() => {
      const perMs = this.finishedNow / WINDOW_MS;
      this.finishedNow = 0;
      this.ahead = Math.min(2 * limit, Math.floor(perMs * AHEAD_MS));
      this.grantAdmissions();
    }, WINDOW_MS);
    this.meter.unref();
  }

  /** Handlers running now. */
  get busy(): number {
    return this.running;
  }

  /** Jobs this process may hold at once now. */
  get capacity(): number {
    return this.limit + this.ahead;
  }

  get free(): number {
    return Math.max(0, this.capacity - this.admitted);
  }

  get crowded(): boolean {
    return this.waitingAdmission.length > 0;
  }

  /** Waits for a place; false when none came free within `withinMs`. Every true is followed by `leave`. */
  admit(withinMs: number): Promise<boolean> {
    if (this.admitted < this.capacity) {
      this.admitted += 1;
      return Promise.resolve(true);
    }
    return new Promise((grant) => {
      const entry = {
        grant,
        timer: setTimeout(() => {
          this.waitingAdmission.splice(this.waitingAdmission.indexOf(entry), 1);
          grant(false);
        }, withinMs),
      };
      this.waitingAdmission.push(entry);
    });
  }

  leave(): void {
    this.admitted -= 1;
    this.grantAdmissions();
  }

  /** Runs a handler when a slot is free. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit)
      await new Promise<void>((resolve) => this.waitingRun.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      this.finishedNow += 1;
      const next = this.waitingRun.shift();
      // The slot is handed on, not given back and taken again.
      if (next) next();
      else this.running -= 1;
    }
  }

  close(): void {
    clearInterval(this.meter);
    for (const { grant, timer } of this.waitingAdmission.splice(0)) {
      clearTimeout(timer);
      grant(false);
    }
  }

  private grantAdmissions(): void {
    while (this.admitted < this.capacity) {
      const next = this.waitingAdmission.shift();
      if (!next) return;
      clearTimeout(next.timer);
      this.admitted += 1;
      next.grant(true);
    }
  }
}
