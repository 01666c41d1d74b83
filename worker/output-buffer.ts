import type { LogLine } from '#contracts/events';
import type { JobProgress } from '#contracts/job';
import {
  MAX_CHUNK_LENGTH,
  MAX_LOG_LINE_LENGTH,
  MAX_MESSAGE_LENGTH,
  MAX_PROGRESS_PER_SECOND,
} from '#contracts/limits';
import type { VolatileUpdate } from '#platform/feed/create-publisher';

const INTERVAL_MS = 1_000 / MAX_PROGRESS_PER_SECOND;
/** The first flush comes a little later: a quick job ends before it and needs none. */
const FIRST_MS = INTERVAL_MS / 2;
/** Messages stay below what a relay takes, in characters. */
const MAX_BATCH_LENGTH = 40_000;
/** Entries held between two flushes; a handler that floods loses the middle, and is told so in its log. */
const MAX_PENDING = 2_000;

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

export interface BufferTarget {
  readonly owner: string;
  readonly jobId: string;
  readonly attempt: number;
  /** Rev of the claim. */
  readonly after: number;
  /** Where an attempt goes on that had begun before: its bar does not fall. */
  readonly start?: JobProgress | null;
  /** Told when progress has been sent. */
  readonly onProgress?: () => void;
  /** Sends one batch; a rejection loses it, which volatile news may. */
  send(update: VolatileUpdate): Promise<unknown>;
}

/**
 * Collects what a handler says and sends it at most 20 times a second: of progress the last value, of
 * log lines and chunks all.
 */
export class OutputBuffer {
  private current: JobProgress = { percent: null, message: '' };
  private progressDirty = false;
  private lines: string[] = [];
  private chunks: string[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private sentOnce = false;
  private chunkBegun = false;
  private closed = false;

  constructor(private readonly target: BufferTarget) {
    if (target.start) this.current = target.start;
  }

  /** The last progress, as the ledger keeps it when the attempt ends. */
  get progress(): JobProgress {
    return this.current;
  }

  setProgress(percent: number | null, message: string, step?: JobProgress['step']): void {
    const bounded =
      percent === null || !Number.isFinite(percent)
        ? null
        : Math.min(100, Math.max(0, Math.round(percent * 10) / 10));
    const before = this.current.percent;
    this.current = {
      percent:
        bounded !== null && before !== null ? Math.max(before, bounded) : (bounded ?? before),
      message: cut(String(message), MAX_MESSAGE_LENGTH),
      ...(step ? { step } : {}),
    };
    this.progressDirty = true;
    this.schedule();
  }

  addLine(text: string, level: LogLine['level']): void {
    this.push(
      this.lines,
      `"at":${Date.now()},"level":"${level}","text":${JSON.stringify(cut(text, MAX_LOG_LINE_LENGTH))}}`,
    );
  }

  addChunk(text: string): void {
    for (let from = 0; from < text.length; from += MAX_CHUNK_LENGTH) {
      const piece = text.slice(from, from + MAX_CHUNK_LENGTH);
      this.push(this.chunks, `"at":${Date.now()},"text":${JSON.stringify(piece)}}`);
    }
    // Somebody waits for the first one; what follows in the same turn goes with it.
    if (this.chunkBegun || this.chunks.length === 0) return;
    this.chunkBegun = true;
    setImmediate(() => {
      if (this.closed) return;
      clearTimeout(this.timer);
      this.timer = undefined;
      this.flush(false);
    });
  }

  /** Sends what is left. Progress is not: the terminal event that follows says more. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.progressDirty = false;
    if (this.lines.length > 0 || this.chunks.length > 0 || this.sentOnce) this.flush(true);
  }

  private push(list: string[], tail: string): void {
    if (list.length >= MAX_PENDING) this.dropped += 1;
    else list.push(tail);
    this.schedule();
  }

  private schedule(): void {
    if (this.timer || this.closed) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.flush(false);
      },
      this.sentOnce ? INTERVAL_MS : FIRST_MS,
    );
  }

  private takeBatch(list: string[], room: number): string[] {
    let length = 0;
    let count = 0;
    for (; count < list.length; count += 1) {
      length += list[count]?.length ?? 0;
      if (count > 0 && length > room) break;
    }
    return list.splice(0, count);
  }

  private flush(last: boolean): void {
    this.sentOnce = true;
    if (this.dropped > 0) {
      const text = `${this.dropped} entries came too fast and were left out`;
      this.lines.push(`"at":${Date.now()},"level":"warn","text":${JSON.stringify(text)}}`);
      this.dropped = 0;
    }
    do {
      const lines = this.takeBatch(this.lines, MAX_BATCH_LENGTH);
      const chunks = lines.length > 0 ? [] : this.takeBatch(this.chunks, MAX_BATCH_LENGTH);
      const told = this.progressDirty ? this.target.onProgress : undefined;
      const rest = this.lines.length > 0 || this.chunks.length > 0;
      this.target
        .send({
          owner: this.target.owner,
          jobId: this.target.jobId,
          after: this.target.after,
          progress: this.progressDirty ? this.progressEvent() : null,
          lines,
          chunks,
          last: last && !rest,
        })
        .then(
          () => told?.(),
          () => {},
        );
      this.progressDirty = false;
    } while (this.lines.length > 0 || this.chunks.length > 0);
  }

  private progressEvent(): string {
    const { jobId, attempt, after } = this.target;
    // Keys in the contract's order: the relay checks that form at a tenth of the price.
    return JSON.stringify({ ...this.current, jobId, attempt, after, at: Date.now() });
  }
}
