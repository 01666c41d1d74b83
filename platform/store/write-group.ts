import { isTransient } from './transient';

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Groups single writes into one statement without a timer: while one batch is on its way, what
 * arrives becomes the next. An idle system therefore pays no delay, a busy one pays one round trip
 * for many rows.
 *
 * A batch that fails for a reason of its own (not a lost connection) is split in halves until the
 * row that poisons it stands alone; the others are written.
 */
export class WriteGroup<I extends { id: string }, O> {
  private waiting: Waiting<I, O>[] = [];
  private flushing = false;

  /**
   * @param write one statement for many rows; answers in the order of its input
   * @param maxRows largest batch, default 500
   */
  constructor(
    private readonly write: (items: readonly I[]) => Promise<readonly O[]>,
    private readonly maxRows = 500,
  ) {}

  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.flushing) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    // One turn of the loop lets the callers of this tick share the first batch.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.maxRows);
      // One lock order for every writer: two batches that meet cannot deadlock.
      batch.sort((a, b) => (a.item.id < b.item.id ? -1 : 1));
      await this.run(batch);
    }
    this.flushing = false;
  }

  private async run(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const answers = await this.write(batch.map((one) => one.item));
      batch.forEach((one, index) => {
        one.resolve(answers[index] as O);
      });
    } catch (error) {
      if (batch.length === 1 || isTransient(error)) {
        for (const one of batch) one.reject(error);
        return;
      }
      const half = batch.length >> 1;
      await this.run(batch.slice(0, half));
      await this.run(batch.slice(half));
    }
  }
}
