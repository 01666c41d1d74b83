import type { Environment } from './environment';
import { exclusively } from './exclusively';
import type { JobsClientCore } from './jobs-client';
import { pause } from './pause';
import { uuidV7 } from './uuid-v7';

/** A claim is remembered this long, in milliseconds. */
const LIFE_MS = 3_600_000;
const MAX_CLAIMS = 500;
/**
 * What one tab writes into storage shows in the others some milliseconds later, on no particular side of
 * a lock's release. So a winner keeps its lock until all can see what it wrote.
 */
const HOLD_MS = 2_000;
const SETTLE_MS = 300;
/** With neither locks nor a database two tabs may write at once; this many milliseconds later the last writer shows. */
const UNLOCKED_SETTLE_MS = 40;
/** A database that does not answer for so many milliseconds is done without. */
const DATABASE_MS = 3_000;
/** Without locks nobody can tell a tab that has died from one that is slow; after so many milliseconds it has died. */
const ABANDONED_MS = 30_000;

interface Claim {
  readonly at: number;
  /** The tab that holds it. */
  readonly by: string;
  /**
   * `away`: nobody has been shown it, since the winner could not be seen. `open`: the one who holds the claim is about
   * to show it, and holds a lock until it has; should it die before, another tab finds the lock free.
   */
  readonly state: 'open' | 'away' | 'told';
}

/** Which tab of this browser shows what, each thing once: by a lock for the moment, in storage for an hour. */
export interface TerminalClaims {
  /** @returns true in exactly one tab for one `event`, and the same to every caller in that tab */
  claim(event: string, away?: boolean): Promise<boolean>;
  /** What this tab has claimed has been shown. */
  told(event: string): void;
  /**
   * Hands out what was claimed while no tab was visible, or by a tab that died before it showed it; to one tab, which
   * then says `told` or `leave` of each.
   */
  takeAway(): Promise<string[]>;
  /** What was handed out could not be shown: it waits for the next one who asks. */
  leave(event: string): void;
}

/** One key of storage per event: tabs that write at the same time cannot overwrite each other. */
const createLedger = (env: Environment, prefix: string) => {
  const parse = (text: string | null | undefined): Claim | undefined => {
    const [at, by, state] = (text ?? '').split(' ');
    if (!by || !(Date.now() - Number(at) < LIFE_MS)) return undefined;
    return { at: Number(at), by, state: state === 'away' || state === 'open' ? state : 'told' };
  };
  /** Storage that is forbidden or full forgets: something shown twice beats something never shown. */
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return env.storage && work(env.storage);
    } catch {
      return undefined;
    }
  };
  const get = (event: string) => attempt((storage) => parse(storage.getItem(prefix + event)));
  const all = () =>
    attempt((storage) =>
      Object.keys(storage).flatMap((name) =>
        name.startsWith(prefix) ? name.slice(prefix.length) : [],
      ),
    ) ?? [];
  return {
    get,
    all,
    set: (event: string, { at, by, state }: Claim) =>
      attempt((storage) => storage.setItem(prefix + event, `${at} ${by} ${state}`)),
    prune() {
      const kept = all().sort((a, b) => (get(b)?.at ?? 0) - (get(a)?.at ?? 0));
      const old = kept.filter((event, index) => index >= MAX_CLAIMS || !get(event));
      for (const event of old) attempt((storage) => storage.removeItem(prefix + event));
    },
  };
};

const createTerminalClaims = (env: Environment, key: string): TerminalClaims => {
  const prefix = `jobwire:claims:${key}:`;
  const ledger = createLedger(env, prefix);
  const tabId = uuidV7();
  const asked = new Map<string, Promise<boolean>>();
  const telling = new Map<string, () => void>();
  ledger.prune();

  const mine = (state: Claim['state']): Claim => ({ at: Date.now(), by: tabId, state });
  const write = (event: string, away: boolean): boolean => {
    if (ledger.get(event)) return false;
    ledger.set(event, mine(away ? 'away' : 'open'));
    return true;
  };
  const loadFirstToClaim = async () =>
    env.firstToClaim ?? (await import('./first-to-claim')).firstToClaim;
  /** @returns undefined where the browser has no database, or none that answers */
  const firstInDatabase = (event: string): Promise<boolean | undefined> =>
    Promise.race([
      loadFirstToClaim()
        .then((firstToClaim) => firstToClaim(prefix + event))
        .catch(() => undefined),
      pause(DATABASE_MS).then(() => undefined),
    ]);
  const claimUnlocked = async (event: string, away: boolean) => {
    if (ledger.get(event)) return false;
    const first = await firstInDatabase(event);
    if (!(first ?? true) || !write(event, away)) return false;
    if (first) return true;
    await pause(UNLOCKED_SETTLE_MS);
    return (ledger.get(event)?.by ?? tabId) === tabId;
  };
  const untilTold = async (event: string) => {
    await new Promise<void>((done) => telling.set(event, done));
    await pause(SETTLE_MS);
  };
  const claimLocked = (locks: LockManager, event: string, away: boolean) =>
    new Promise<boolean>((resolve) => {
      const turn = async (lock: Lock | null) => {
        const won = lock !== null && write(event, away);
        resolve(won);
        if (!won) return;
        const held = pause(HOLD_MS);
        if (!away) await untilTold(event);
        await held;
      };
      locks
        .request(prefix + event, { ifAvailable: true }, turn)
        .catch(() => resolve(claimUnlocked(event, away)));
    });
  /** Its own name: the one who claimed it unseen may hold the first lock for some seconds yet. */
  const takenLock = (event: string) => `${prefix}${event}:taken`;
  const take = (event: string) => {
    ledger.set(event, mine('open'));
    // Without it the claim is taken for abandoned too early: it may show twice, and is not lost.
    void env.locks?.request(takenLock(event), () => untilTold(event)).catch(() => {});
  };
  const settle = (event: string, state: 'told' | 'away') => {
    if (ledger.get(event)?.by === tabId) ledger.set(event, mine(state));
    telling.get(event)?.();
    telling.delete(event);
  };

  return {
    claim(event, away = false) {
      const { locks } = env;
      const answer =
        asked.get(event) ?? (locks ? claimLocked(locks, event, away) : claimUnlocked(event, away));
      asked.set(event, answer);
      for (const old of asked.keys()) if (asked.size > MAX_CLAIMS) asked.delete(old);
      return answer;
    },
    told: (event) => settle(event, 'told'),
    leave: (event) => settle(event, 'away'),
    takeAway: () =>
      exclusively(env.locks, `${prefix}away`, async () => {
        const { held } = (await env.locks?.query?.()) ?? {};
        const names = held && new Set(held.map(({ name }) => name));
        const inHand = (event: string, at: number) =>
          names
            ? names.has(prefix + event) || names.has(takenLock(event))
            : Date.now() - at < ABANDONED_MS;
        const waiting = ledger.all().filter((event) => {
          const { state, by, at } = ledger.get(event) ?? {};
          return state === 'away' || (state === 'open' && by !== tabId && !inHand(event, at ?? 0));
        });
        // Two tabs without locks may be here at once: of one state of a claim only one of them is the first to ask.
        const firsts = await Promise.all(
          waiting.map(
            async (event) =>
              env.locks || ((await firstInDatabase(`${event}:${ledger.get(event)?.at}`)) ?? true),
          ),
        );
        const taken = waiting.filter((_, index) => firsts[index]);
        for (const event of taken) take(event);
        if (taken.length) await pause(SETTLE_MS);
        return taken;
      }),
  };
};

const claims = new WeakMap<JobsClientCore, TerminalClaims>();

/** The claims of this client's tab; made when something of it is first to be shown once. */
export const claimsOf = (client: JobsClientCore): TerminalClaims => {
  const known = claims.get(client) ?? createTerminalClaims(client.env, client.key);
  claims.set(client, known);
  return known;
};
