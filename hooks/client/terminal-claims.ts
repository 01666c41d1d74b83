import type { Environment } from './environment';
import { exclusively } from './exclusively';
import { isObject } from './job-row';

/** A claim is remembered this long, in milliseconds. */
const LIFE_MS = 3_600_000;
const MAX_CLAIMS = 500;
/** Without locks two tabs may write at once; this many milliseconds later the last writer shows. */
const SETTLE_MS = 40;

interface Claim {
  readonly at: number;
  /** The tab that holds it. */
  readonly by: string;
  /** True while nobody has been shown it: the winner could not be seen. */
  readonly away: boolean;
}

/** Which tab of this browser shows what, each thing once: a ledger in storage, written under a lock. */
export interface TerminalClaims {
  /** @returns true in exactly one tab for one `event`; asking again in that tab gives false */
  claim(event: string, away: boolean): Promise<boolean>;
  /** Whether some tab has it. */
  isClaimed(event: string): boolean;
  /** Hands out what was claimed while no tab was visible, to one tab, once. */
  takeAway(): Promise<string[]>;
  /** Another tab said so; needed only where storage is switched off. */
  note(event: string): void;
  clear(): void;
}

/** @param onClaim told of each claim of this tab, for the other tabs */
export const createTerminalClaims = (
  env: Environment,
  key: string,
  tabId: string,
  onClaim: (event: string) => void,
): TerminalClaims => {
  const name = `jobwire:claims:${key}`;
  const heard = new Set<string>();

  const read = (): Map<string, Claim> => {
    const ledger = new Map<string, Claim>();
    try {
      const stored: unknown = JSON.parse(env.storage?.getItem(name) ?? '{}');
      for (const [event, claim] of isObject(stored) ? Object.entries(stored) : []) {
        if (!Array.isArray(claim) || typeof claim[0] !== 'number') continue;
        if (Date.now() - claim[0] < LIFE_MS) {
          ledger.set(event, { at: claim[0], by: String(claim[1]), away: claim[2] === 1 });
        }
      }
    } catch {
      // Poisoned or forbidden: an empty ledger may show something twice, which beats never.
    }
    return ledger;
  };
  const write = (ledger: Map<string, Claim>) => {
    const entries = [...ledger]
      .slice(-MAX_CLAIMS)
      .map(([event, claim]) => [event, [claim.at, claim.by, claim.away ? 1 : 0]]);
    try {
      env.storage?.setItem(name, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      // Full: what this tab knows still holds for this tab.
    }
  };
  const locked = <T>(work: () => T | Promise<T>) =>
    exclusively(env.locks, `jobwire:claims:${key}`, work);
  const settled = () =>
    env.locks ? undefined : new Promise<void>((resolve) => setTimeout(resolve, SETTLE_MS));

  return {
    claim: (event, away) =>
      locked(async () => {
        const ledger = read();
        if (heard.has(event) || ledger.has(event)) return false;
        heard.add(event);
        ledger.set(event, { at: Date.now(), by: tabId, away });
        write(ledger);
        onClaim(event);
        await settled();
        return env.locks !== undefined || (read().get(event)?.by ?? tabId) === tabId;
      }),
    isClaimed: (event) => heard.has(event) || read().has(event),
    takeAway: () =>
      locked(() => {
        const ledger = read();
        const taken = [...ledger].filter(([, claim]) => claim.away);
        for (const [event, claim] of taken) ledger.set(event, { ...claim, away: false });
        if (taken.length) write(ledger);
        return taken.map(([event]) => event);
      }),
    note: (event) => heard.add(event),
    clear() {
      heard.clear();
      try {
        env.storage?.removeItem(name);
      } catch {
        // Nothing was kept, then.
      }
    },
  };
};
