import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { en } from '#contracts/messages/en/index';
import { noticesOf } from '#hooks/client/job-notices';
import type { JobNotice } from '#hooks/jobs-api';
import {
  readDesktopState,
  renewDesktop,
  showDesktopNotice,
  subscribeDesktopState,
  turnDesktopOff,
  turnDesktopOn,
} from '../../app/notifications/desktop-notices';
import { eventually } from '../helpers/eventually';
import { startFeedServer } from '../hooks/support/feed-server';
import { isLive } from '../hooks/support/recorder';
import { createBrowser } from '../hooks/support/tab';

/** The browser around the page: what it allows, and what it was asked. */
let permission: NotificationPermission;
let answer: NotificationPermission;
let shown: { title: string; body: string; tag: string }[];
let subscription: { endpoint: string; key: unknown } | null;
/** What `subscribe` does instead of subscribing. */
let pushTrouble: (() => Promise<never>) | null;
let requests: { path: string; method: string; body: { endpoint?: string; lang?: string } }[];
let publicKey: string | null;
let ended: string[];

class FakeNotification {
  static get permission() {
    return permission;
  }
  static async requestPermission() {
    permission = answer;
    return permission;
  }
  onclick = null;
  constructor(title: string, options: { body: string; tag: string }) {
    shown.push({ title, body: options.body, tag: options.tag });
  }
}

const pushManager = {
  getSubscription: async () => subscription && asSubscription(subscription),
  subscribe: async ({ applicationServerKey: key }: { applicationServerKey: unknown }) => {
    if (pushTrouble) return pushTrouble();
    if (subscription && subscription.key !== key) throw new Error('bound to another key');
    subscription ??= { endpoint: `https://push.example.org/${requests.length}`, key };
    return asSubscription(subscription);
  },
};
const asSubscription = (of: { endpoint: string }) => ({
  endpoint: of.endpoint,
  toJSON: () => ({ endpoint: of.endpoint, keys: { p256dh: 'a', auth: 'b' } }),
  unsubscribe: async () => {
    ended.push(of.endpoint);
    subscription = null;
    return true;
  },
});
const registration = { pushManager, active: null as unknown };

const realFetch = globalThis.fetch;

beforeEach(() => {
  localStorage.clear();
  permission = 'default';
  answer = 'granted';
  shown = [];
  subscription = null;
  pushTrouble = null;
  requests = [];
  publicKey = 'the-key';
  ended = [];
  registration.active = null;
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('fetch', async (path: string, init: { method: string; body?: string }) => {
    requests.push({ path, method: init.method, body: JSON.parse(init.body ?? '{}') });
    return { ok: true, json: async () => ({ publicKey, ok: true }) };
  });
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: {
      ready: Promise.resolve(registration),
      register: async () => registration,
      getRegistration: async () => registration,
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const state = () => readDesktopState('ada');
const sent = (method: string) => requests.filter((one) => one.method === method);

describe('turning it on', () => {
  it('subscribes this browser, in the reader’s language', async () => {
    const heard = vi.fn();
    const leave = subscribeDesktopState(heard);
    expect(state()).toBe('off');
    await turnDesktopOn('ada', 'he');
    await eventually(() => state() === 'push');
    leave();
    expect(heard).toHaveBeenCalled();
    expect(sent('POST')[0]?.body).toMatchObject({ endpoint: subscription?.endpoint, lang: 'he' });
    expect(readDesktopState('bob')).toBe('off');
  });

  it('changes nothing where the person says no', async () => {
    answer = 'denied';
    await turnDesktopOn('ada', 'en');
    expect(state()).toBe('denied');
    expect(requests).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['the push service refuses', () => (pushTrouble = () => Promise.reject(new Error('no')))],
    ['the push service is silent', () => (pushTrouble = () => new Promise(() => {}))],
    ['Web Push is off on the server', () => (publicKey = null)],
  ])('leaves what works while a page is open, where %s', async (_, arrange) => {
    arrange();
    await turnDesktopOn('ada', 'en');
    await eventually(() => sent('GET').length === 1);
    expect(state()).toBe('when-hidden');
    expect(sent('POST')).toEqual([]);
  });

  it('takes back a subscription the server does not want', async () => {
    vi.stubGlobal('fetch', async (_: string, { method }: { method: string }) => ({
      ok: method === 'GET',
      json: async () => ({ publicKey }),
    }));
    await turnDesktopOn('ada', 'en');
    await eventually(() => ended.length === 1);
    expect([state(), subscription]).toEqual(['when-hidden', null]);
  });

  it('is not offered on plain http, nor by a browser without notifications', () => {
    vi.stubGlobal('isSecureContext', false);
    expect(state()).toBe('unsupported');
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('Notification', undefined);
    expect(state()).toBe('unsupported');
  });
});

describe('turning it off', () => {
  it('ends the subscription, here and on the server', async () => {
    await turnDesktopOn('ada', 'en');
    await eventually(() => state() === 'push');
    const endpoint = subscription?.endpoint ?? '';
    await turnDesktopOff('ada');
    expect([state(), ended]).toEqual(['off', [endpoint]]);
    expect(sent('DELETE')).toMatchObject([{ body: { endpoint } }]);
  });

  it('holds, although the push service answers only afterwards', async () => {
    let later = () => {};
    pushTrouble = () =>
      new Promise((_, reject) => {
        later = () => {
          pushTrouble = null;
          subscription = { endpoint: 'https://push.example.org/late', key: 'other' };
          reject(new Error('bound to another key'));
        };
      });
    await turnDesktopOn('ada', 'en');
    await eventually(() => sent('GET').length === 1);
    await turnDesktopOff('ada');
    later();
    await eventually(() => subscription === null && ended.length > 0);
    expect(state()).toBe('off');
  });
});

describe('a page that is loaded', () => {
  it('confirms the subscription at most twice a day, and makes a lost one anew', async () => {
    await turnDesktopOn('ada', 'en');
    await eventually(() => state() === 'push');
    await renewDesktop('ada', 'en');
    expect(sent('POST')).toHaveLength(1);
    subscription = null;
    await renewDesktop('ada', 'en');
    expect(sent('POST')).toHaveLength(2);
    await renewDesktop('ada', 'he');
    expect(sent('POST')[2]?.body.lang).toBe('he');
    const [mode, lang] = localStorage.getItem('jobwire:notify:ada')?.split(' ') ?? [];
    localStorage.setItem('jobwire:notify:ada', `${mode} ${lang} ${Date.now() - 13 * 3_600_000}`);
    await renewDesktop('ada', 'he');
    expect(sent('POST')).toHaveLength(4);
  });

  it('ends the subscription of whoever was signed in before', async () => {
    await turnDesktopOn('ada', 'en');
    await eventually(() => state() === 'push');
    await renewDesktop('bob', 'en');
    expect(ended).toHaveLength(1);
    expect(readDesktopState('bob')).toBe('off');
  });

  it.each(['', 'push', 'nonsense en 1', 'push en x'])('survives %j in storage', async (text) => {
    permission = 'granted';
    localStorage.setItem('jobwire:notify:ada', text);
    await renewDesktop('ada', 'en');
    expect(['off', 'push', 'when-hidden']).toContain(state());
  });
});

describe('an ending that no tab can show', () => {
  const words = en.notifications;
  const noticeOf = (kind: JobNotice['kind']): JobNotice =>
    ({ kind, job: { id: 'ann~a~1', title: 'Mine' } }) as JobNotice;

  it('of five hidden tabs is told by one, under the job’s id', async () => {
    vi.stubGlobal('fetch', realFetch);
    const server = await startFeedServer();
    const browser = createBrowser(server.url);
    const tabs = Array.from({ length: 5 }, () => browser.open({ attention: 'hidden' }));
    for (const { client } of tabs) {
      noticesOf(client).listen((notice) => {
        void showDesktopNotice(notice, notice.job.type, words, () => {});
      });
    }
    await eventually(() => tabs.every(isLive));
    const jobs = Array.from({ length: 3 }, () => server.create());
    for (const job of jobs) server.move(job.id, 'completed', { result: 1 });
    await eventually(() => shown.length >= 3);
    // A hidden tab waits 400 ms before it takes an ending; after that nothing more can come.
    const settled = Date.now();
    await eventually(() => Date.now() > settled + 600);
    expect(shown.map(({ tag }) => tag).sort()).toEqual(jobs.map(({ id }) => id).sort());
    expect(shown[0]?.body).toBe('Completed');
    browser.close();
    await server.stop();
  });

  it('is shown by the service worker where there is one', async () => {
    const showNotification = vi.fn();
    registration.active = {};
    Object.assign(registration, { showNotification });
    await showDesktopNotice(noticeOf('failed'), 'Mine', words, () => {});
    expect(shown).toEqual([]);
    expect(showNotification).toHaveBeenCalledWith(
      'Mine',
      expect.objectContaining({ body: 'Failed', tag: 'ann~a~1', data: { url: '/jobs/ann~a~1' } }),
    );
  });

  it.each(['cancelled', 'lost'] as const)('is no news when it is %s', async (kind) => {
    await showDesktopNotice(noticeOf(kind), 'Mine', words, () => {});
    expect(shown).toEqual([]);
  });
});
