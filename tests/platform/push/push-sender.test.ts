import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSeenJobs } from '#platform/jobs/seen-jobs';
import { createMetrics } from '#platform/metrics';
import { createOutgoing, type Outgoing } from '#platform/net/create-outgoing';
import { createPushService, type PushService } from '#platform/push/push-service';
import { type PushSender, startPushSender } from '#platform/push/start-push-sender';
import { createVapidKeys } from '#platform/push/vapid-keys';
import { createPool } from '#platform/store/create-pool';
import { makeJobId } from '#platform/store/job-id';
import { Ledger } from '#platform/store/ledger';
import { eventually } from '../../helpers/eventually';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';
import {
  createPushBrowser,
  type PushEndpoint,
  type ReceivedPush,
  startPushEndpoint,
  vapidOf,
} from '../../helpers/push-endpoint';
import { testConfig } from '../../helpers/test-config';

let postgres: TestPostgres;
let pool: Pool;
let ledger: Ledger;
let endpoint: PushEndpoint;
let outgoing: Outgoing;
let service: PushService;
let senders: PushSender[];
let log: string[];
/** Each test's own person. */
let owner: string;

const config = () =>
  testConfig(
    { redis: 'redis://127.0.0.1:1', postgres: postgres.url },
    {
      WEB_PUSH_CONTACT: 'mailto:ops@example.com',
    },
  );

beforeAll(async () => {
  [postgres, endpoint] = await Promise.all([startPostgres(), startPushEndpoint()]);
  pool = createPool({ url: postgres.url, embedded: true });
  ledger = new Ledger(pool, true);
  outgoing = createOutgoing([new URL(endpoint.origin).host]);
  service = createPushService({ config: config(), pool, allow: outgoing.allow });
});
afterAll(async () => {
  await outgoing?.close();
  await pool?.end();
  await Promise.all([endpoint?.stop(), postgres?.stop()]);
});
beforeEach(() => {
  owner = `user-${randomUUID().slice(0, 8)}`;
  senders = [];
  log = [];
  endpoint.received.length = 0;
  endpoint.replies.length = 0;
});
afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.close()));
  await pool.query('delete from push_subscriptions');
});

const quick = { tickMs: 10, holdBackMs: 0, backOffMs: 1 };
const start = (times: Parameters<typeof startPushSender>[1] = {}): PushSender => {
  const write = (line: string) => void log.push(line);
  const parts = { config: config(), pool, outgoing, metrics: createMetrics('worker') };
  const logger = pino({ level: 'trace' }, { write });
  const sender = startPushSender({ ...parts, log: logger }, { ...quick, ...times });
  senders.push(sender);
  return sender;
};
const subscribe = async (lang = 'en') => {
  const browser = createPushBrowser(`${endpoint.origin}/${randomUUID()}`);
  await service.subscribe(owner, { ...browser.subscription, lang });
  return browser;
};
const finish = async (
  state: 'completed' | 'failed' | 'cancelled' = 'completed',
  more: { parentId?: string; owner?: string } = {},
): Promise<string> => {
  const whose = more.owner ?? owner;
  const id = makeJobId(whose, 'career-insights');
  const given = { idemKey: null, idemHash: null, maxAttempts: 3, delayMs: 0, retryOf: null };
  const input = JSON.stringify({ domain: 'a secret field' });
  const parentId = more.parentId ?? null;
  await ledger.submit({
    id,
    owner: whose,
    type: 'career-insights',
    input,
    options: '{}',
    ...given,
    parentId,
    traceId: null,
  });
  const claimed = await ledger.claim(id, 'token');
  const end = { delayMs: 0, progress: null, engine: null, refund: 0 as const, detail: null };
  const result = JSON.stringify('a secret result');
  await ledger.finish({ id, fence: claimed?.fence ?? 0, state, result, error: null, ...end });
  return id;
};
const arrived = async (count: number): Promise<ReceivedPush[]> => {
  await eventually(() => endpoint.received.length >= count, 5_000, 'the message');
  return endpoint.received;
};
const subscriptions = async () =>
  (
    await pool.query<{ failures: number }>('select * from push_subscriptions where owner = $1', [
      owner,
    ])
  ).rows;
/** Waits until the outbox has nothing left to do for this test's person. */
const settled = () =>
  eventually(async () => {
    const sql =
      'select 1 from push_outbox o join push_subscriptions s on s.id = o.subscription_id where o.due_at is not null';
    return (await pool.query(sql)).rowCount === 0;
  });
const jobOf = (push: unknown) => (push as { jobId: string }).jobId;

describe('a message', () => {
  it('says which job ended and how, encrypted for the browser, and nothing of its input or result', async () => {
    const browser = await subscribe();
    const id = await finish();
    start();
    const [push] = await arrived(1);
    expect(browser.open(push as never)).toEqual({
      v: 1,
      jobId: id,
      status: 'completed',
      title: 'Career insights',
      text: 'Completed',
      lang: 'en',
      dir: 'ltr',
      url: `/jobs/${encodeURIComponent(id)}`,
    });
    expect(push?.headers).toMatchObject({ ttl: '86400', urgency: 'normal' });
    expect(push?.headers.topic).toMatch(/^[\w-]{1,32}$/);
  });

  it('is signed with the installation’s key for this push service, for less than a day', async () => {
    await subscribe();
    await finish();
    start();
    const [push] = await arrived(1);
    const { publicKey, claims } = vapidOf(push as never);
    expect(publicKey).toBe(await service.publicKey());
    expect(claims).toMatchObject({ aud: endpoint.origin, sub: 'mailto:ops@example.com' });
    const seconds = claims.exp - Date.now() / 1000;
    expect(seconds > 0 && seconds <= 24 * 3600).toBe(true);
  });

  it('speaks the language of its browser', async () => {
    const browser = await subscribe('he');
    await finish('failed');
    start();
    const [push] = await arrived(1);
    expect(browser.open(push as never)).toMatchObject({ lang: 'he', dir: 'rtl', text: 'נכשלה' });
  });

  it('goes to every browser of the owner, and to nobody else’s', async () => {
    const mine = [await subscribe(), await subscribe()];
    const id = await finish();
    await finish('completed', { owner: 'somebody-else' });
    start();
    const pushes = await arrived(2);
    await settled();
    expect(endpoint.received).toHaveLength(2);
    for (const browser of mine) {
      const path = new URL(browser.subscription.endpoint).pathname;
      const push = pushes.find((one) => one.path === path);
      expect(jobOf(browser.open(push as never))).toBe(id);
    }
  });

  it('is not made for what ended before the subscription, what a person cancelled, and children', async () => {
    await finish();
    const browser = await subscribe();
    await finish('cancelled');
    await finish('completed', { parentId: 'another-job' });
    const last = await finish();
    start();
    await arrived(1);
    await settled();
    expect(endpoint.received.map((push) => jobOf(browser.open(push)))).toEqual([last]);
  });

  it('is not sent when the ending has been shown elsewhere meanwhile', async () => {
    const browser = await subscribe();
    const [shown, other] = [await finish(), await finish()];
    expect(await createSeenJobs(pool).mark(owner, [shown])).toEqual([]);
    start();
    await arrived(1);
    await settled();
    expect(endpoint.received.map((push) => jobOf(browser.open(push)))).toEqual([other]);
  });
});

describe('what a push service answers', () => {
  it.each([404, 410])('%i: the browser is gone, and is forgotten', async (status) => {
    await subscribe();
    endpoint.replies.push({ status });
    await finish();
    start();
    await eventually(async () => (await subscriptions()).length === 0);
    expect(endpoint.received).toHaveLength(1);
  });

  it.each([429, 500, 503])('%i: the message is sent again', async (status) => {
    const browser = await subscribe();
    endpoint.replies.push({ status }, { status });
    const id = await finish();
    start();
    const pushes = await arrived(3);
    await settled();
    expect(pushes.map((push) => jobOf(browser.open(push)))).toEqual([id, id, id]);
    expect((await subscriptions())[0]).toMatchObject({ failures: 0 });
  });

  it('Retry-After: not before then', async () => {
    await subscribe();
    endpoint.replies.push({ status: 429, headers: { 'retry-after': '3000' } });
    await finish();
    start();
    await arrived(1);
    const waits = await eventually(async () => {
      const { rows } = await pool.query<{ s: number }>(
        'select extract(epoch from due_at - now())::float8 as s from push_outbox where attempts = 1 and due_at is not null',
      );
      return rows.find(({ s }) => s > 2_000);
    });
    expect(waits.s).toBeLessThanOrEqual(3_000);
  });

  it('five refusals in a row: the browser is forgotten', async () => {
    await subscribe();
    endpoint.replies.push(...Array.from({ length: 5 }, () => ({ status: 403 })));
    for (let count = 0; count < 5; count++) await finish();
    start();
    await eventually(async () => (await subscriptions()).length === 0);
    expect(endpoint.received).toHaveLength(5);
  });

  it('a redirect: is not followed', async () => {
    await subscribe();
    endpoint.replies.push({ status: 307, headers: { location: '/elsewhere' } });
    await finish();
    start();
    await eventually(async () => (await subscriptions())[0]?.failures === 1);
    expect(endpoint.received).toHaveLength(1);
  });

  it('pitfall U1: an address that leads inside is not called, and its subscription forgotten', async () => {
    const browser = createPushBrowser('https://push.example.org/a');
    await service.subscribe(owner, { ...browser.subscription, lang: 'en' });
    // As if it had been stored before there was a check.
    await pool.query('update push_subscriptions set endpoint = $1', ['https://127.0.0.1:8443/a']);
    await finish();
    start();
    await eventually(async () => (await subscriptions()).length === 0);
  });

  it('leaves nothing of a subscription in the log', async () => {
    const browser = await subscribe();
    endpoint.replies.push({ status: 500 }, { status: 403 });
    await finish();
    start();
    await arrived(2);
    await eventually(() => log.join('\n').includes('refused'));
    const written = log.join('\n');
    for (const secret of [
      new URL(browser.subscription.endpoint).pathname,
      browser.subscription.keys.auth,
      'what the service says',
    ]) {
      expect(written).not.toContain(secret);
    }
  });
});

describe('over crashes', () => {
  it('a job that ended while no sender was there is told of when one comes', async () => {
    const browser = await subscribe();
    await start().close();
    const id = await finish();
    start();
    const [push] = await arrived(1);
    expect(jobOf(browser.open(push as never))).toBe(id);
  });

  it('one that ended long before any sender came, too', async () => {
    const browser = await subscribe();
    const id = await finish();
    await pool.query(
      `update push_subscriptions set created_at = created_at - interval '3 hours' where owner = $1`,
      [owner],
    );
    await pool.query(
      `update jobs set finished_at = finished_at - interval '2 hours' where id = $1`,
      [id],
    );
    await pool.query(`delete from installation_settings where name = 'push-mark'`);
    start();
    const [push] = await arrived(1);
    expect(jobOf(browser.open(push as never))).toBe(id);
  });

  it('a message whose sender died over it is sent by another, and once sent never again', async () => {
    const browser = await subscribe();
    const id = await finish();
    let answer = () => {};
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    endpoint.replies.push({ status: 201, after });
    // Its lease is long over when it hears back, as if it had stood still.
    start({ leaseMs: 50 });
    await arrived(1);
    start();
    const pushes = await arrived(2);
    await settled();
    answer();
    expect(pushes.map((push) => jobOf(browser.open(push)))).toEqual([id, id]);
    await Promise.all(senders.map((sender) => sender.close()));
    start();
    const next = await finish();
    await arrived(3);
    await settled();
    expect(endpoint.received.map((push) => jobOf(browser.open(push)))).toEqual([id, id, next]);
  });

  it('a sender that is told to close in the middle leaves its message due', async () => {
    await subscribe();
    await finish();
    endpoint.replies.push({ status: 201, after: new Promise(() => {}) });
    const sender = start();
    await arrived(1);
    await sender.close();
    start();
    await arrived(2);
    await settled();
    expect(endpoint.received).toHaveLength(2);
  });

  it('three senders at once send each message once', async () => {
    const browser = await subscribe();
    const ids = await Promise.all(Array.from({ length: 30 }, () => finish()));
    for (let count = 0; count < 3; count++) start();
    await arrived(30);
    await settled();
    const told = endpoint.received.map((push) => jobOf(browser.open(push)));
    expect(told.sort()).toEqual(ids.sort());
  });
});

it('processes that start at once agree on one pair of keys', async () => {
  await pool.query("delete from installation_settings where name = 'vapid-keys'");
  const made = await Promise.all(Array.from({ length: 5 }, () => createVapidKeys(pool)()));
  expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1);
});
