import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PushPayload } from '#contracts/push';

/** `public/sw.js` as a browser runs it, with whatever tabs a test opens. */
const source = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8');
const ORIGIN = 'https://jobs.example.org';

interface Page {
  url: string;
  visibilityState: 'visible' | 'hidden';
  heard: unknown[];
  focused: number;
}

let pages: Page[];
let opened: string[];
let shown: { title: string; options: Record<string, unknown> }[];
let requests: { path: string; method: string; body: unknown }[];
let subscribedWith: unknown[];
let fire: (type: string, event?: object) => Promise<void>;

beforeEach(() => {
  pages = [];
  opened = [];
  shown = [];
  requests = [];
  subscribedWith = [];
  const listeners = new Map<string, (event: object) => void>();
  const clientOf = (page: Page) => ({
    ...page,
    postMessage: (message: unknown) => void page.heard.push(message),
    focus: async () => void page.focused++,
  });
  const self = {
    addEventListener: (type: string, listener: (event: object) => void) =>
      listeners.set(type, listener),
    skipWaiting: async () => {},
    location: new URL(`${ORIGIN}/sw.js`),
    navigator: { language: 'he-IL' },
    clients: {
      claim: async () => {},
      matchAll: async () => pages.map(clientOf),
      openWindow: async (url: string) => void opened.push(url),
    },
    registration: {
      showNotification: async (title: string, options: Record<string, unknown>) =>
        void shown.push({ title, options }),
      pushManager: {
        subscribe: async (options: unknown) => {
          subscribedWith.push(options);
          return { toJSON: () => ({ endpoint: 'https://push.example.org/new', keys: {} }) };
        },
      },
    },
  };
  const fetch = async (path: string, init: { method?: string; body?: string } = {}) => {
    const body = init.body === undefined ? null : JSON.parse(init.body);
    requests.push({ path, method: init.method ?? 'GET', body });
    return { json: async () => ({ publicKey: 'the-key' }) };
  };
  runInContext(source, createContext({ self, fetch, URL, String, JSON, Promise }));
  fire = async (type, event = {}) => {
    let work: unknown;
    listeners.get(type)?.({ ...event, waitUntil: (given: unknown) => (work = given) });
    await work;
  };
});

const page = (path: string, visibilityState: Page['visibilityState'] = 'visible'): Page => {
  const one = { url: ORIGIN + path, visibilityState, heard: [], focused: 0 };
  pages.push(one);
  return one;
};
const note: PushPayload = {
  v: 1,
  jobId: 'ann~a~1',
  status: 'completed',
  title: 'Career insights',
  text: 'Completed',
  lang: 'en',
  dir: 'ltr',
  url: '/jobs/ann~a~1',
};
const push = (value: unknown = note) => fire('push', { data: { json: () => value } });
const click = (url: unknown) => {
  let closed = false;
  const notification = { close: () => (closed = true), data: { url } };
  return fire('notificationclick', { notification }).then(() => closed);
};

describe('a message', () => {
  it('is shown where no page is in view, under the job’s id', async () => {
    page('/', 'hidden');
    await push();
    expect(shown).toEqual([
      {
        title: 'Career insights',
        options: {
          body: 'Completed',
          tag: 'ann~a~1',
          lang: 'en',
          dir: 'ltr',
          icon: '/icon-192.png',
          data: { url: '/jobs/ann~a~1' },
        },
      },
    ]);
  });

  it('goes to the pages in view instead, and to no other', async () => {
    const inView = page('/');
    const hidden = page('/jobs', 'hidden');
    await push();
    expect(shown).toEqual([]);
    expect(inView.heard).toEqual([{ type: 'jobwire:ended', jobId: 'ann~a~1' }]);
    expect(hidden.heard).toEqual([]);
  });

  it.each([
    ['of another form', { v: 2, jobId: 'a', title: 'b' }],
    ['without a job', { v: 1, title: 'b' }],
    ['that is null', null],
  ])('%s is passed over', async (_, value) => {
    await push(value);
    expect(shown).toEqual([]);
  });

  it('without content is passed over', async () => {
    await fire('push', { data: null });
    expect(shown).toEqual([]);
  });
});

describe('a click', () => {
  it('brings the tab with the job’s page to the front', async () => {
    page('/');
    const there = page('/jobs/ann~a~1', 'hidden');
    expect(await click('/jobs/ann~a~1')).toBe(true);
    expect([there.focused, there.heard, opened]).toEqual([1, [], []]);
  });

  it('sends another open tab there', async () => {
    const tab = page('/jobs', 'hidden');
    await click('/jobs/ann~a~1');
    expect([tab.focused, opened]).toEqual([1, []]);
    expect(tab.heard).toEqual([{ type: 'jobwire:open', path: '/jobs/ann~a~1' }]);
  });

  it('opens the job’s page where no tab is open', async () => {
    await click('/jobs/ann~a~1');
    expect(opened).toEqual([`${ORIGIN}/jobs/ann~a~1`]);
  });

  it.each(['https://evil.example.org/', '//evil.example.org/', 'javascript:alert(1)', undefined])(
    'never leaves this origin: %s',
    async (url) => {
      await click(url);
      expect(opened.map((one) => new URL(one).origin)).toEqual([ORIGIN]);
    },
  );
});

describe('a subscription the push service has changed', () => {
  it('is made anew and told to the server, and the old one taken back', async () => {
    const oldSubscription = { endpoint: 'https://push.example.org/old' };
    await fire('pushsubscriptionchange', { oldSubscription });
    expect(subscribedWith).toEqual([{ userVisibleOnly: true, applicationServerKey: 'the-key' }]);
    expect(requests.slice(1)).toEqual([
      {
        path: '/api/push/subscriptions',
        method: 'POST',
        body: { endpoint: 'https://push.example.org/new', keys: {}, lang: 'he' },
      },
      { path: '/api/push/subscriptions', method: 'DELETE', body: oldSubscription },
    ]);
  });

  it('is passed on as the browser gives it', async () => {
    const newSubscription = { toJSON: () => ({ endpoint: 'https://push.example.org/given' }) };
    await fire('pushsubscriptionchange', { newSubscription });
    expect(subscribedWith).toEqual([]);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });
});

it('answers no requests: whatever is loaded comes from the server', () => {
  expect(source).not.toMatch(/'fetch'|caches/);
});
