import type { Environment } from './environment';

/** The leader says that it lives this often, in milliseconds. */
const BEAT_MS = 3_000;
/** After this much silence it is asked, after that much it is taken for dead, in milliseconds. */
const ASK_AFTER_MS = 6_000;
const DEAD_AFTER_MS = 8_000;
const ANSWER_WITHIN_MS = 2_000;
/** A tab that has just woken has heard nothing for reasons of its own. */
const AWAKE_FOR_MS = 8_000;
const TICK_MS = 1_000;
const MIN_STEAL_GAP_MS = 60_000;
const MAX_STEAL_GAP_MS = 15 * 60_000;

export type Role = 'leader' | 'follower' | 'solo';

export interface TabLeader {
  start(): void;
  /** Gives the lock (or the place in line) back: on stop, and before this tab is put away or frozen. */
  release(): void;
  /** Something came from the leader. */
  heard(): void;
}

export interface TabLeaderOptions {
  readonly env: Environment;
  /** Tabs of one key elect one leader. */
  readonly key: string;
  /** False where tabs cannot hear each other: a leader could not share what it gets. */
  readonly canRelay: () => boolean;
  /** The role changed. Called with `follower` before anything else where there are locks. */
  readonly onRole: (role: Role) => void;
  /** Every BEAT_MS while leading. */
  readonly onBeat: () => void;
  /** The leader has been silent: ask it. Any answer counts. */
  readonly onSilence: () => void;
}

/**
 * Elects one tab by a Web Lock. A lock that is held proves no life (a frozen tab keeps its locks), so
 * followers listen for the beat, ask before they judge, and steal seldom: a visible tab that has been
 * awake itself, once a minute at most, then less and less often.
 */
export const createTabLeader = (options: TabLeaderOptions): TabLeader => {
  const { env, key, canRelay, onRole, onBeat, onSilence } = options;
  let role: Role | undefined;
  let giveBack: (() => void) | undefined;
  let waiting: AbortController | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;
  let heardAt = 0;
  let askedAt = 0;
  let beatAt = 0;
  let tickedAt = 0;
  let awakeSince = 0;
  let stoleAt = Number.NEGATIVE_INFINITY;
  let stealGapMs = MIN_STEAL_GAP_MS;

  const become = (next: Role) => {
    if (next === 'follower') heardAt = Date.now();
    if (role === next) return;
    role = next;
    onRole(next);
  };

  const request = (locks: LockManager, steal: boolean) => {
    waiting?.abort();
    const turn = new AbortController();
    waiting = turn;
    const held = () => {
      if (turn.signal.aborted) return undefined;
      become('leader');
      return new Promise<void>((resolve) => {
        giveBack = resolve;
      });
    };
    // A stealing request may not carry a signal.
    const how = steal ? { steal: true } : { signal: turn.signal };
    locks.request(`jobwire:leader:${key}`, how, held).catch((error: unknown) => {
      if (waiting !== turn || turn.signal.aborted) return;
      // Locks are there but not allowed here (a sandboxed frame): every tab for itself.
      if ((error as Error).name !== 'AbortError') return become('solo');
      // Stolen: this tab was silent for too long. Back in line.
      giveBack = undefined;
      become('follower');
      request(locks, false);
    });
  };

  const maySteal = (now: number) => {
    if (env.attention() === 'hidden' || now - awakeSince < AWAKE_FOR_MS) return false;
    if (now - heardAt < DEAD_AFTER_MS || askedAt < heardAt) return false;
    return now - askedAt >= ANSWER_WITHIN_MS && now - stoleAt >= stealGapMs;
  };

  const tick = (locks: LockManager) => {
    const now = Date.now();
    if (now - tickedAt > 3 * TICK_MS) awakeSince = now;
    tickedAt = now;
    if (role !== 'follower') {
      // Timers of a hidden tab come late, never early; a little early is close enough.
      if (role === 'leader' && now - beatAt > BEAT_MS - TICK_MS / 2) {
        beatAt = now;
        onBeat();
      }
      return;
    }
    if (maySteal(now)) {
      // Doubles while thefts follow on one another, starts anew after a long peace.
      const inPeace = now - stoleAt > 2 * MAX_STEAL_GAP_MS;
      stealGapMs = inPeace ? MIN_STEAL_GAP_MS : Math.min(2 * stealGapMs, MAX_STEAL_GAP_MS);
      stoleAt = now;
      request(locks, true);
    } else if (now - heardAt > ASK_AFTER_MS && now - askedAt > ANSWER_WITHIN_MS) {
      askedAt = now;
      onSilence();
    }
  };

  return {
    start() {
      if (role) return;
      const { locks } = env;
      if (!locks || !canRelay()) {
        become('solo');
        return;
      }
      become('follower');
      awakeSince = tickedAt = Date.now();
      request(locks, false);
      ticking = setInterval(() => tick(locks), TICK_MS);
    },
    release() {
      clearInterval(ticking);
      waiting?.abort();
      waiting = undefined;
      giveBack?.();
      giveBack = undefined;
      role = undefined;
    },
    heard() {
      heardAt = Date.now();
    },
  };
};
