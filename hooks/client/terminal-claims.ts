import type { Environment } from './environment';
import { exclusively } from './exclusively';
import { isObject } from './job-row';
import type { JobsClientCore } from './jobs-client';
import { pause } from './pause';
import { uuidV7 } from './uuid-v7';

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
  /** @returns true in exactly one tab for one `event`, and the same to every caller in that tab */
  claim(event: string, away?: boolean): Promise<boolean>;
  /** Hands out what was claimed while no tab was visible, to one tab, once. */
  takeAway(): Promise<string[]>;
}

const createTerminalClaims = (env: Environment, key: string): TerminalClaims => {
  const name = `jobwire:claims:${key}`;
  const tabId = uuidV7();
  const asked = new Map<string, Promise<boolean>>();

  const read = (): Map<string, Claim> => {
    const ledger = new Map<string, Claim>();
    try {
      const stored: unknown = JSON.parse(env.storage?.getItem(name) ?? '{}');
      for (const [event, claim] of isObject(stored) ? Object.entries(stored) : []) {
        if (!Array.isArray(claim) || !(Date.now() - Number(claim[0]) < LIFE_MS)) continue;
        ledger.set(event, { at: claim[0], by: String(claim[1]), away: claim[2] === 1 });
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
  const claim = (event: string, away: boolean) =>
    exclusively(env.locks, name, async () => {
      const ledger = read();
      if (ledger.has(event)) return false;
      ledger.set(event, { at: Date.now(), by: tabId, away });
      write(ledger);
      if (env.locks) return true;
      await pause(SETTLE_MS);
      return (read().get(event)?.by ?? tabId) === tabId;
    });

  return {
    claim(event, away = false) {
      const answer = asked.get(event) ?? claim(event, away);
      asked.set(event, answer);
      for (const old of asked.keys()) if (asked.size > MAX_CLAIMS) asked.delete(old);
      return answer;
    },
    takeAway: () =>
      exclusively(env.locks, name, () => {
        const ledger = read();
        const taken = [...ledger].filter(([, known]) => known.away);
        for (const [event, known] of taken) ledger.set(event, { ...known, away: false });
        if (taken.length) write(ledger);
        return taken.map(([event]) => event);
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
