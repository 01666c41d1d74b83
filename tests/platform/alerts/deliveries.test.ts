import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertEvent } from '#contracts/alert-events';
import { alertPayloadSchema } from '#contracts/alerts';
import { deliverAlert as contract } from '#contracts/jobs/deliver-alert';
import { type AlertSender, createAlertSender } from '#platform/alerts/create-alert-sender';
import { type AlertCollector, startAlertCollector } from '#platform/alerts/start-alert-collector';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import type { Principal } from '#platform/principal';
import { createFiring } from '#platform/schedules/fire-schedules';
import { makeJobId } from '#platform/store/job-id';
import { createDeliverAlert } from '#worker/jobs/deliver-alert';
import { startCore, type TestCore, testContract } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';
import {
  type PushEndpoint,
  type ReceivedPush,
  startPushEndpoint,
} from '../../helpers/push-endpoint';
import { type SmtpInbox, startSmtpInbox } from '../../helpers/smtp-inbox';
import { testConfig } from '../../helpers/test-config';

let core: TestCore;
let platform: PlatformCore;
let receiver: PushEndpoint;
let inbox: SmtpInbox;
let sender: AlertSender;
let collectors: AlertCollector[] = [];
const log: string[] = [];
/** Each test's own person. */
let who: Principal;

const rules = {
  routine: { burst: 30, windowMs: 60_000 },
  trouble: { burst: 1, windowMs: 400 },
};

beforeAll(async () => {
  [receiver, inbox] = await Promise.all([startPushEndpoint(), startSmtpInbox()]);
  const env = {
    OUTBOUND_ALLOW: new URL(receiver.origin).host,
    SMTP_URL: inbox.url,
    MAIL_FROM: 'Jobwire <jobs@example.com>',
  };
  core = await startCore({ env });
  const stores = { redis: core.redis.url, postgres: core.postgres.url };
  platform = createPlatform(testConfig(stores, env), 'worker');
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  sender = createAlertSender({ ...platform, log: logger });
  const handler = createDeliverAlert([10, 10, 10]);
  core.worker(
    { [contract.type]: (input, context) => handler(input as never, context, { alerts: sender }) },
    [],
    { WORKER_CONCURRENCY: '20' },
  );
});
afterAll(async () => {
  sender?.close();
  await core?.stop();
  await platform?.close();
  await Promise.all([receiver?.stop(), inbox?.stop()]);
});
beforeEach(() => {
  who = { userId: `user-${randomUUID().slice(0, 8)}`, role: 'user', via: 'token' };
  receiver.received.length = 0;
  receiver.replies.length = 0;
  inbox.received.length = 0;
});
afterEach(async () => {
  await Promise.all(collectors.map((one) => one.close()));
  collectors = [];
  await platform.pool.query('delete from alert_endpoints');
});

const admin: Principal = { userId: 'eve', role: 'admin', via: 'token' };
const collect = (count = 1) => {
  for (let n = 0; n < count; n += 1) {
    collectors.push(startAlertCollector(platform, { tickMs: 15, rules }));
  }
};
const addWebhook = async (
  events: AlertEvent[] = ['job.failed'],
  more: { owner?: Principal; types?: string[]; scope?: 'mine' | 'operators' } = {},
) => {
  const { owner = who, types = [], scope = 'mine' } = more;
  const url = `${receiver.origin}/${randomUUID()}`;
  const request = { scope, kind: 'webhook', name: '', url, events, types, lang: 'en' } as const;
  const { endpoint, secret } = await platform.alerts.create(owner, request);
  return { id: endpoint.id, secret: secret ?? '', path: new URL(url).pathname };
};
/** Ends jobs as workers would. */
const finish = async (
  state: 'completed' | 'failed' | 'cancelled' = 'failed',
  more: { owner?: string; type?: string; count?: number; code?: string } = {},
): Promise<string> => {
  const { owner = who.userId, type = 'career-insights', count = 1, code = 'it_broke' } = more;
  const ids = Array.from({ length: count }, () => makeJobId(owner, type));
  await platform.pool.query(
    `insert into jobs (id, owner, type, input, state, attempt, max_attempts, error, result, started_at, finished_at)
     select id, $2, $3, '{"field":"a secret input"}', $4, 1, 3, $5, $6, now(), clock_timestamp()
     from unnest($1::text[]) as u(id)`,
    [
      ids,
      owner,
      type,
      state,
      state === 'failed' ? JSON.stringify({ code, message: 'It broke.', retryable: false }) : null,
      state === 'completed' ? '{"made":"a private result"}' : null,
    ],
  );
  return ids[0] ?? '';
};
const arrived = (count: number): Promise<ReceivedPush[]> =>
  eventually(() => (receiver.received.length >= count ? receiver.received : null));
/** The message, its signature checked as its receiver would. */
const open = (message: ReceivedPush | undefined, secret: string) =>
  alertPayloadSchema.parse(
    new Webhook(secret).verify(message?.body ?? '', message?.headers as Record<string, string>),
  );
const idOf = (message: ReceivedPush | undefined) => message?.headers['webhook-id'];
const deliveries = (owner = who) =>
  platform.alerts.deliveries(owner, { scope: 'mine', limit: 100 });
const deliveryIn = (state: string, owner = who) => {
  const find = async () => (await deliveries(owner)).find((one) => one.state === state);
  return eventually(find, 10_000, state);
};
const endpointOf = async (id: string) =>
  (await platform.pool.query('select * from alert_endpoints where id = $1', [id])).rows[0];
/** Waits for a marker that came after everything due. */
const flush = async () => {
  const marker = { userId: `marker-${randomUUID()}`, role: 'user', via: 'token' } as const;
  const { path } = await addWebhook(['job.completed'], { owner: marker });
  await finish('completed', { owner: marker.userId });
  await eventually(() => receiver.received.some((one) => one.path === path), 10_000, 'the marker');
  const index = receiver.received.findIndex((one) => one.path === path);
  receiver.received.splice(index, 1);
};

describe('a message', () => {
  it('is signed, holds the job without its input, and is for its owner alone', async () => {
    const { secret } = await addWebhook(['job.failed', 'job.completed']);
    const failed = await finish('failed');
    const completed = await finish('completed');
    await finish('cancelled');
    await finish('failed', { owner: 'somebody-else' });
    collect();
    await arrived(2);
    await flush();
    const payloads = receiver.received.map((one) => open(one, secret));
    expect(payloads.map(({ type, data }) => [type, data.job?.id]).sort()).toEqual([
      ['job.completed', completed],
      ['job.failed', failed],
    ]);
    expect(receiver.received.map(({ body }) => body.toString()).join()).not.toContain(
      'secret input',
    );
    expect(payloads.find(({ type }) => type === 'job.completed')?.data.job?.result).toEqual({
      made: 'a private result',
    });
  });

  it('comes only for the job types that were chosen, and not for what was there before', async () => {
    await finish('failed');
    const { secret } = await addWebhook(['job.failed'], { types: ['train'] });
    await finish('failed', { type: 'translate' });
    const wanted = await finish('failed', { type: 'train' });
    collect();
    await arrived(1);
    await flush();
    expect(receiver.received.map((one) => open(one, secret).data.job?.id)).toEqual([wanted]);
  });

  it('comes once, however many processes look', async () => {
    await addWebhook(['job.completed']);
    await finish('completed', { count: 20 });
    collect(4);
    await arrived(20);
    await flush();
    expect(new Set(receiver.received.map(idOf)).size).toBe(20);
    expect(receiver.received).toHaveLength(20);
  });

  it('is signed with both secrets for a day after a change', async () => {
    const { id, secret } = await addWebhook();
    const { secret: fresh } = await platform.alerts.rotateSecret(who, id);
    await finish();
    collect();
    const [message] = await arrived(1);
    open(message, secret);
    open(message, fresh ?? '');
  });

  it('tells operators how a job of anybody ended, and not what it made', async () => {
    const { secret } = await addWebhook(['job.failed'], { owner: admin, scope: 'operators' });
    const id = await finish('failed');
    collect();
    const [message] = await arrived(1);
    expect(open(message, secret).data.job).toMatchObject({ id, result: null, userId: who.userId });
  });
});

it('a storm of a thousand failures of one kind is one message, and one about the 999 others', async () => {
  const { secret } = await addWebhook();
  await finish('failed', { count: 1_000 });
  await finish('failed', { code: 'another' });
  collect();
  await arrived(3);
  await flush();
  const payloads = receiver.received.map((one) => open(one, secret));
  expect(payloads.map(({ type, data }) => [type, data.digest?.count]).sort()).toEqual([
    ['job.failed', undefined],
    ['job.failed', undefined],
    ['job.failed.digest', 999],
  ]);
  const digest = payloads.find(({ type }) => type === 'job.failed.digest')?.data.digest;
  expect(digest).toMatchObject({ jobType: 'career-insights', errorCode: 'it_broke' });
  expect(digest?.jobIds).toHaveLength(100);
});

describe('a receiver', () => {
  it('that fails once gets the same message again, under the same id', async () => {
    const { secret } = await addWebhook();
    receiver.replies.push({ status: 500 }, { status: 503 }, { status: 200 });
    await finish();
    collect();
    const [first, second, third] = await arrived(3);
    expect(new Set([first, second, third].map(idOf)).size).toBe(1);
    expect(new Set([first, second, third].map((one) => one?.body.toString())).size).toBe(1);
    open(third, secret);
    expect(await deliveryIn('delivered')).toMatchObject({ attempts: 3, lastStatus: 200 });
  });

  it('that asks for time gets it', async () => {
    await addWebhook();
    receiver.replies.push({ status: 429, headers: { 'retry-after': '600' } });
    await finish();
    collect();
    // What came back is noted before the job says when it goes on.
    const timed = async () => (await deliveries()).find((one) => one.nextAttemptAt);
    const { nextAttemptAt, lastError, createdAt } = await eventually(timed);
    expect(lastError).toBe('http_429');
    expect(Date.parse(nextAttemptAt ?? '') - Date.parse(createdAt)).toBeGreaterThan(590_000);
  });

  it('that is gone hears nothing more, and its failure is no alert itself', async () => {
    const { id } = await addWebhook();
    const { path } = await addWebhook(['job.failed'], { owner: admin, scope: 'operators' });
    receiver.replies.push({ status: 410 }, { status: 410 });
    await finish();
    collect();
    await deliveryIn('failed');
    await eventually(async () => (await endpointOf(id)).reason === 'gone');
    await platform.pool.query(
      `update alert_endpoints set state = 'active', reason = null where scope = 'operators'`,
    );
    await finish('failed', { code: 'later' });
    await eventually(() => receiver.received.filter((one) => one.path === path).length >= 2);
    await flush();
    const told = receiver.received.filter((one) => one.path === path);
    expect(told.map(({ body }) => body.toString()).join()).not.toContain('deliver-alert');
    expect(await endpointOf(id)).toMatchObject({ state: 'disabled', reason: 'gone' });
    expect(receiver.received).toHaveLength(3);
  });

  it.each([
    [{ status: 400 }, 'http_400', null],
    [{ status: 302, headers: { location: 'http://169.254.169.254/' } }, 'redirected', null],
  ])('that answers %j is not asked again', async (reply, lastError, reason) => {
    const { id } = await addWebhook();
    receiver.replies.push(reply);
    await finish();
    collect();
    expect(await deliveryIn('failed')).toMatchObject({ attempts: 1, lastError });
    expect((await endpointOf(id)).reason).toBe(reason);
    expect(receiver.received).toHaveLength(1);
  });

  it('that never answers costs an attempt, and no more', async () => {
    await addWebhook();
    let answer = () => {};
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    receiver.replies.push({ status: 200, after });
    const patient = sender;
    sender = createAlertSender(platform, 300);
    await finish();
    collect();
    await arrived(2).finally(() => {
      sender = patient;
      answer();
    });
    expect(await deliveryIn('delivered')).toMatchObject({ attempts: 2 });
  });

  it('whose address has become a private one is not called, and switched off', async () => {
    const { id } = await addWebhook();
    await platform.pool.query('update alert_endpoints set url = $2 where id = $1', [
      id,
      'https://127.0.0.1/hook',
    ]);
    await finish();
    collect();
    expect(await deliveryIn('failed')).toMatchObject({ lastError: 'blocked_address' });
    await eventually(async () => (await endpointOf(id)).reason === 'blocked');
  });
});

describe('a schedule', () => {
  it('that fails three times in a row is told once, and so is its recovery', async () => {
    const slack = `${receiver.origin}/slack`;
    const request = { scope: 'operators', kind: 'slack', name: '', lang: 'en' } as const;
    const events: AlertEvent[] = ['schedule.critical', 'schedule.recovered'];
    await platform.alerts.create(admin, { ...request, url: slack, events, types: [] });
    const wanted = { name: 'chore', contract: testContract('train'), input: {} } as const;
    const time = { cron: '0 0 1 1 *', timezone: 'UTC', overlap: 'skip', misfire: 'skip' } as const;
    const schedule = { ...wanted, ...time, misfireLimit: 1, runAtStart: false };
    const firing = [1, 2].map(() => createFiring(platform, [schedule]));
    await firing[0]?.reconcile();
    const run = async (state: 'completed' | 'failed', minute: number) => {
      const id = await finish(state, { owner: 'system' });
      await platform.pool.query(
        `insert into schedule_slots (schedule, slot_at, kind, outcome, job_id)
         values ('chore', now() + $2 * interval '1 minute', 'cron', 'started', $1)`,
        [id, minute],
      );
      await Promise.all(firing.map((one) => one.watch()));
    };
    collect(2);
    for (const minute of [1, 2, 3, 4]) await run('failed', minute);
    await arrived(1);
    await run('completed', 5);
    await arrived(2);
    await flush();
    const texts = receiver.received.map(({ body }) => JSON.parse(body.toString()).text as string);
    expect(texts[0]).toContain('The schedule of Train on guidelines keeps failing');
    expect(texts[1]).toContain('The schedule of Train on guidelines has recovered');
    expect(texts).toHaveLength(2);
  });
});

describe('mail', () => {
  const address = () => `${who.userId}@example.com`;
  const addMail = async (verified: boolean) => {
    await platform.pool.query(
      'insert into "user" (id, name, email, email_verified) values ($1, $1, $2, true)',
      [who.userId, address()],
    );
    const request = { scope: 'mine', kind: 'email', name: '', lang: 'en' } as const;
    const made = await platform.alerts.create(who, {
      ...request,
      events: ['job.failed'],
      types: [],
    });
    await platform.pool.query('update "user" set email_verified = $2 where id = $1', [
      who.userId,
      verified,
    ]);
    return made.endpoint;
  };

  it('goes to the confirmed address, as text and as HTML, and again where the server is busy', async () => {
    expect(await addMail(true)).toMatchObject({ state: 'active', target: address() });
    inbox.refusals.push(451);
    const id = await finish();
    collect();
    const mail = await eventually(() => inbox.received[0]);
    expect(mail).toMatchObject({ from: 'jobs@example.com', to: [address()] });
    expect(mail.raw).toContain('Subject: Career insights failed');
    expect(mail.raw).toContain('multipart/alternative');
    expect(mail.raw.replaceAll('=\r\n', '')).toContain(encodeURIComponent(id));
    const { id: deliveryId, attempts } = await deliveryIn('delivered');
    expect(attempts).toBe(2);
    expect(mail.raw).toContain(`Message-ID: <${deliveryId}@example.com>`);
  });

  it('does not go to an address that is the reader’s no longer', async () => {
    const { id } = await addMail(false);
    await finish();
    collect();
    await deliveryIn('dropped');
    expect(await endpointOf(id)).toMatchObject({ state: 'disabled', reason: 'blocked' });
    expect(inbox.received).toEqual([]);
  });
});

it('no secret and no address is in the log', async () => {
  const { secret, path } = await addWebhook();
  receiver.replies.push({ status: 400 });
  await finish();
  collect();
  await deliveryIn('failed');
  await eventually(() => log.some((line) => line.includes('http_400')));
  const all = log.join('\n');
  expect(all).not.toContain(secret.slice('whsec_'.length));
  expect(all).not.toContain(path);
  expect(all).not.toContain('whsec_');
});
