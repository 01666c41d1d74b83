/** Why a run is told to stop. */
export type AbortKind =
  | 'cancel' // its owner asked for it
  | 'timeout' // the attempt ran past its limit
  | 'shutdown' // this process ends; the job goes back to the line
  | 'waiting' // it started children: the ledger wakes the job when they have ended
  | 'lock_lost' // the engine may hand the job to somebody else
  | 'superseded'; // the ledger says that somebody else has it

const words: Record<AbortKind, string> = {
  cancel: 'The job was cancelled.',
  timeout: 'The attempt ran out of time.',
  shutdown: 'The worker is shutting down.',
  waiting: 'The job waits for its children.',
  lock_lost: 'The lock on this job was lost.',
  superseded: 'Another attempt has taken over.',
};

/** Reason of a run's AbortSignal. Handlers may let it pass; the runner knows what it means. */
export class RunAborted extends Error {
  override name = 'AbortError';
  readonly kind: AbortKind;
  constructor(kind: AbortKind) {
    super(words[kind]);
    this.kind = kind;
  }
}
