import { type AbortKind, RunAborted } from './abort';

/** One run of a job in this process, from delivery to hand-back. */
export interface LiveRun {
  readonly jobId: string;
  readonly type: string;
  readonly controller: AbortController;
  /** Set by the claim; 0 before it. */
  fence: number;
  /** True once its end is committed: nothing may stop it any more. */
  ended: boolean;
  /** True after this process stood still: ask the ledger before doing anything further. */
  suspect: boolean;
}

/** The runs of this process, by job. A job may be delivered twice to one process; the newest run counts. */
export class LiveRuns {
  private readonly runs = new Map<string, LiveRun>();

  add(jobId: string, type: string): LiveRun {
    const run: LiveRun = {
      jobId,
      type,
      controller: new AbortController(),
      fence: 0,
      ended: false,
      suspect: false,
    };
    this.runs.get(jobId)?.controller.abort(new RunAborted('superseded'));
    this.runs.set(jobId, run);
    return run;
  }

  remove(run: LiveRun): void {
    if (this.runs.get(run.jobId) === run) this.runs.delete(run.jobId);
  }

  abort(jobId: string, kind: AbortKind): void {
    const run = this.runs.get(jobId);
    if (run && !run.ended) run.controller.abort(new RunAborted(kind));
  }

  abortAll(kind: AbortKind): void {
    for (const id of this.runs.keys()) this.abort(id, kind);
  }

  suspectAll(): void {
    for (const run of this.runs.values()) run.suspect = true;
  }

  /** Runs that have claimed and not ended. */
  claimed(): LiveRun[] {
    return [...this.runs.values()].filter((run) => run.fence > 0 && !run.ended);
  }

  has(jobId: string): boolean {
    return this.runs.has(jobId);
  }

  get size(): number {
    return this.runs.size;
  }
}
