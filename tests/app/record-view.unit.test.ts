import { beforeEach, expect, test, vi } from 'vitest';
import { USE_CALLS_PER_MINUTE } from '#contracts/language-use';
import type { LanguageUse } from '#platform/languages/language-use';
import type { Platform } from '#platform/platform';
import { recordView } from '../../app/_lib/record-view';
import { holdPlatform } from '../../app/api/_lib/platform';

const request = vi.hoisted(() => ({
  headers: new Headers(),
  /** What Next runs once the answer is sent. */
  later: [] as (() => Promise<void>)[],
}));
vi.mock('next/headers', () => ({ headers: async () => request.headers }));
vi.mock('next/server', () => ({
  after: (work: () => Promise<void>) => void request.later.push(work),
}));

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let counted: LanguageUse[] = [];
let asked: unknown[] = [];
let allowed = true;

beforeEach(() => {
  counted = [];
  asked = [];
  allowed = true;
  request.later.length = 0;
  holdPlatform({
    rates: {
      take: async (...call: unknown[]) => {
        asked.push(call);
        return { allowed, retryAfterSeconds: 0 };
      },
    },
    uses: {
      add: (use: LanguageUse) => void counted.push(use),
      settled: async () => {},
      flush: async () => {},
    },
  } as unknown as Platform);
});

const load = async (headers: Record<string, string>) => {
  request.headers = new Headers(headers);
  await recordView('ann', 'he');
  expect(counted).toEqual([]);
  for (const work of request.later) await work();
};

test('a page that is loaded counts for its language, after the answer', async () => {
  await load(page);
  expect(counted).toEqual([{ language: 'he', kind: 'view', uses: 1 }]);
  expect(asked).toEqual([['language-view:ann', { perMinute: USE_CALLS_PER_MINUTE }]]);
});

test('a part of a page that the router fetches or renews does not count', async () => {
  await load({ accept: '*/*', rsc: '1' });
  await load({});
  expect(counted).toEqual([]);
});

test('one user counts so many times a minute and no more', async () => {
  allowed = false;
  await load(page);
  expect(counted).toEqual([]);
});
