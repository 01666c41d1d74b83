/** Messages between the worker and the thread that keeps its locks. */
export interface HeldLock {
  /** Names this hold; tokens alone are used again for the next job. */
  readonly key: string;
  /** Key prefix of the job's queue, to which `stalled`, `active` and `<id>:lock` are added. */
  readonly queue: string;
  readonly jobId: string;
  readonly token: string;
  /** Times the engine has started the job, as of this run: tells a successor's lock from one's own. */
  readonly ats: string;
  /** After this the lock is let go, whatever the handler does: ms since 1970. */
  readonly untilMs: number;
}

export type ToLockThread =
  | {
      readonly kind: 'change';
      readonly held: readonly HeldLock[];
      readonly released: readonly string[];
    }
  | { readonly kind: 'stop' };

export type FromLockThread = { readonly kind: 'lost'; readonly keys: readonly string[] };

/** What the thread starts with. */
export interface LockThreadData {
  readonly redis: {
    readonly url: string;
    readonly clusterNodes: readonly string[];
    readonly password: string | undefined;
  };
  readonly renewLua: string;
  readonly lockMs: number;
}
