import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MAX_ALERT_ENDPOINTS } from '#contracts/alert-events';
import {
  type AlertEndpoint,
  alertDeliveryListSchema,
  alertEndpointAnswerSchema,
  alertEndpointListSchema,
  alertTestAnswerSchema,
} from '#contracts/alerts';
import { createAlertSender } from '#platform/alerts/create-alert-sender';
import { createMailer } from '#platform/alerts/create-mailer';
import { startAlertCollector } from '#platform/alerts/start-alert-collector';
import { cookieOf, guestCookie, ORIGIN, refusal, startApi, type TestApi } from '../../helpers/api';
import { eventually } from '../../helpers/eventually';
import { type SmtpInbox, startSmtpInbox } from '../../helpers/smtp-inbox';

let api: TestApi;
let inbox: SmtpInbox;
beforeAll(async () => {
  inbox = await startSmtpInbox();
  api = await startApi({
    SMTP_URL: inbox.url,
    MAIL_FROM: 'jobs@example.com',
    ALLOW_GUESTS: 'true',
    ALERT_SLACK_URL: 'https://hooks.example.com/services/a-secret-path',
  });
});
afterAll(async () => {
  await api?.stop();
  await inbox?.stop();
});
beforeEach(async () => {
  await api.core.platform.pool.query('delete from alert_endpoints');
});

const path = '/api/alerts/endpoints';
const webhook = {
  kind: 'webhook',
  url: 'https://hooks.example.com/very/private/path',
  events: ['job.failed'],
};
const ann = { user: 'ann' } as const;
const eve = { user: 'eve', role: 'admin' } as const;
const post = (who: object, body: object, at = path) => api.call('POST', at, { ...who, body });
const add = async (who: object, body: object = webhook) => {
  const answer = await post(who, body);
  expect(answer.status).toBe(201);
  return alertEndpointAnswerSchema.parse(await answer.json());
};
const list = async (who: object) =>
  alertEndpointListSchema.parse(await (await api.call('GET', path, who)).json());
const changesOf = async ({ id }: AlertEndpoint) => {
  const { rows } = await api.core.platform.pool.query<{ what: string }>(
    `select concat_ws(' ', actor, action, detail) as what from alert_changes where endpoint_id = $1 order by id`,
    [id],
  );
  return rows.map(({ what }) => what);
};

it('a secret is shown once, and neither it nor the path of an address ever again', async () => {
  const { endpoint, secret } = await add(ann);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{42,}=*$/);
  expect(endpoint).toMatchObject({ target: 'https://hooks.example.com', state: 'active' });
  const answer = await (await api.call('GET', path, ann)).text();
  expect(answer).not.toContain('whsec_');
  expect(answer).not.toContain('private');
  expect(api.log.join('\n')).not.toMatch(/whsec_|very\/private/);
});

it.each([
  ['http://hooks.example.com/x', '422 invalid_input'],
  ['https://127.0.0.1/x', '422 blocked_address'],
  ['https://localhost/x', '422 blocked_address'],
  ['https://[::ffff:10.0.0.1]/x', '422 blocked_address'],
  ['https://2130706433/x', '422 blocked_address'],
  ['https://169.254.169.254/latest', '422 blocked_address'],
  ['https://metadata.google.internal/x', '422 blocked_address'],
  ['https://user:word@hooks.example.com/', '422 invalid_input'],
  ['https://hooks.example.com:22/', '422 invalid_input'],
  ['file:///etc/passwd', '422 invalid_input'],
])('an address that is not to be called is refused, new or changed: %s', async (url, code) => {
  expect(await refusal(await post(ann, { ...webhook, url }))).toBe(code);
  const { endpoint } = await add(ann);
  const body = { url, version: endpoint.version };
  expect(await refusal(await api.call('PATCH', `${path}/${endpoint.id}`, { ...ann, body }))).toBe(
    code,
  );
});

it.each([
  [{ ...webhook, url: undefined }, '422 invalid_input'],
  [{ ...webhook, events: [] }, '422 invalid_input'],
  [{ ...webhook, events: ['schedule.critical'] }, '422 invalid_input'],
  [{ ...webhook, types: ['no-such-type'] }, '422 invalid_input'],
  [{ ...webhook, types: ['deliver-alert'] }, '422 invalid_input'],
  [{ ...webhook, secret: 'mine' }, '400 unknown_field'],
  [{ kind: 'email', events: ['job.failed'], url: 'mailto:all@example.com' }, '422 invalid_input'],
  [{ kind: 'email', events: ['job.failed'] }, '422 invalid_input'],
  [{ ...webhook, scope: 'operators' }, '403 forbidden'],
])('what does not fit is refused: %j', async (body, code) => {
  expect(await refusal(await post(ann, body))).toBe(code);
});

it('somebody else’s endpoint is as unknown as one that does not exist, also to admins', async () => {
  const { endpoint } = await add(ann);
  for (const id of [endpoint.id, 'ep_unknown']) {
    for (const who of [{ user: 'ben' }, eve]) {
      const one = `${path}/${id}`;
      const body = { name: 'mine now', version: 1 };
      for (const answer of [
        await api.call('PATCH', one, { ...who, body }),
        await api.call('DELETE', one, who),
        await api.call('POST', `${one}/test`, who),
        await api.call('POST', `${one}/rotate-secret`, who),
        await api.call('POST', `${one}/code`, who),
        await api.call('GET', `/api/alerts/deliveries?endpoint=${id}`, who),
      ]) {
        expect(await refusal(answer)).toBe('404 not_found');
      }
    }
  }
  expect((await list({ user: 'ben' })).mine).toEqual([]);
  expect((await list(ann)).mine).toEqual([endpoint]);
});

it('the operators’ endpoints are every admin’s and nobody else’s', async () => {
  const { endpoint } = await add(eve, { ...webhook, scope: 'operators' });
  expect((await list({ user: 'max', role: 'admin' })).operators).toEqual([endpoint]);
  expect((await list(ann)).operators).toBeNull();
  const body = { enabled: false, version: endpoint.version };
  const edit = (who: object) => api.call('PATCH', `${path}/${endpoint.id}`, { ...who, body });
  expect(await refusal(await edit(ann))).toBe('404 not_found');
  expect((await edit({ user: 'max', role: 'admin' })).status).toBe(200);
  expect(await refusal(await api.call('GET', '/api/alerts/deliveries?scope=operators', ann))).toBe(
    '403 forbidden',
  );
});

it('what the configuration names can be switched off and not changed', async () => {
  const collector = startAlertCollector(api.core.platform, { tickMs: 10_000 });
  const [slack] = await eventually(async () => {
    const { operators } = await list(eve);
    return operators && operators.length > 0 ? operators : null;
  });
  await collector.close();
  expect(slack).toMatchObject({
    source: 'config',
    kind: 'slack',
    target: 'https://hooks.example.com',
  });
  const one = `${path}/${slack?.id}`;
  const version = slack?.version ?? 0;
  const patch = (body: object) => api.call('PATCH', one, { ...eve, body: { ...body, version } });
  expect(await refusal(await patch({ name: 'x' }))).toBe('409 conflict');
  expect(await refusal(await api.call('DELETE', one, eve))).toBe('409 conflict');
  expect((await patch({ enabled: false })).status).toBe(200);
});

it('a person has ten endpoints at most, however many requests come at once', async () => {
  const answers = await Promise.all(Array.from({ length: 14 }, () => post(ann, webhook)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(MAX_ALERT_ENDPOINTS);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
});

it('an edit on an old page is a conflict, and each change is noted without its value', async () => {
  const { endpoint } = await add(ann);
  const edit = (body: object) => api.call('PATCH', `${path}/${endpoint.id}`, { ...ann, body });
  const { version } = endpoint;
  expect((await edit({ events: ['job.completed'], name: 'CI', version })).status).toBe(200);
  expect(await refusal(await edit({ enabled: false, version }))).toBe('409 conflict');
  expect((await edit({ enabled: false, version: version + 1 })).status).toBe(200);
  expect(await refusal(await api.call('POST', `${path}/${endpoint.id}/test`, ann))).toBe(
    '409 conflict',
  );
  const rotated = await api.call('POST', `${path}/${endpoint.id}/rotate-secret`, ann);
  const after = alertEndpointAnswerSchema.parse(await rotated.json());
  expect(after.endpoint).toMatchObject({ name: 'CI', state: 'disabled', reason: 'owner' });
  expect(after.endpoint.previousSecretUntil).not.toBeNull();
  expect((await api.call('DELETE', `${path}/${endpoint.id}`, ann)).status).toBe(200);
  expect(await changesOf(endpoint)).toEqual([
    'ann create webhook',
    'ann edit name, events',
    'ann disable',
    'ann rotate',
    'ann remove webhook',
  ]);
});

it('a test is queued as one delivery, and tests have a pace', async () => {
  const { endpoint } = await add({ user: 'tess' });
  const ask = () => api.call('POST', `${path}/${endpoint.id}/test`, { user: 'tess' });
  const answer = await ask();
  expect(answer.status).toBe(202);
  const { deliveryId } = alertTestAnswerSchema.parse(await answer.json());
  const sent = await api.call('GET', `/api/alerts/deliveries?endpoint=${endpoint.id}`, {
    user: 'tess',
  });
  expect(alertDeliveryListSchema.parse(await sent.json()).deliveries).toMatchObject([
    { id: deliveryId, event: 'test', state: 'waiting', attempts: 0 },
  ]);
  const more = await Promise.all(Array.from({ length: 9 }, ask));
  expect(more.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
});

it('mail comes to a sign-in address once its reader has sent back the code, and not before', async () => {
  const headers = { origin: ORIGIN };
  const account = { name: 'Mia', email: 'mia@example.com', password: 'a long enough one' };
  const signUp = await api.call('POST', '/api/auth/sign-up/email', { headers, body: account });
  const mia = { cookie: cookieOf(signUp), headers };
  const guest = { cookie: await guestCookie(api), headers };
  const wanted = { kind: 'email', events: ['job.failed'] };
  expect(await refusal(await post(guest, wanted))).toBe('422 invalid_input');
  const { endpoint, secret } = await add(mia, wanted);
  expect([endpoint.state, endpoint.target, secret]).toEqual(['unconfirmed', account.email, null]);
  const one = `${path}/${endpoint.id}`;
  expect(await refusal(await post(mia, { code: '00000000' }, `${one}/confirm`))).toBe(
    '422 invalid_input',
  );
  expect((await post(mia, {}, `${one}/code`)).status).toBe(200);
  expect(await refusal(await post(mia, {}, `${one}/code`))).toBe('429 rate_limited');
  const mail = await eventually(() => inbox.received[0]);
  expect(mail.to).toEqual([account.email]);
  const code = /Subject: (\d{8})/.exec(mail.raw)?.[1] ?? '';
  const other = code === '12345678' ? '87654321' : '12345678';
  expect(await refusal(await post(mia, { code: other }, `${one}/confirm`))).toBe(
    '422 invalid_input',
  );
  expect((await post(mia, { code }, `${one}/confirm`)).status).toBe(200);
  expect((await list(mia)).mine[0]).toMatchObject({ state: 'active' });
  // The address is known to be read now.
  expect((await add(mia, wanted)).endpoint.state).toBe('active');
});

it('a code that was mistyped five times is worth nothing', async () => {
  const headers = { origin: ORIGIN };
  const account = { name: 'Max', email: 'max@example.com', password: 'a long enough one' };
  const signUp = await api.call('POST', '/api/auth/sign-up/email', { headers, body: account });
  const max = { cookie: cookieOf(signUp), headers };
  const { endpoint } = await add(max, { kind: 'email', events: ['job.failed'] });
  const one = `${path}/${endpoint.id}`;
  await post(max, {}, `${one}/code`);
  const mail = await eventually(() => inbox.received.find(({ to }) => to[0] === account.email));
  const code = /Subject: (\d{8})/.exec(mail.raw)?.[1] ?? '';
  const other = code === '12345678' ? '87654321' : '12345678';
  for (let n = 0; n < 5; n += 1) await post(max, { code: other }, `${one}/confirm`);
  expect(await refusal(await post(max, { code }, `${one}/confirm`))).toBe('422 invalid_input');
});

it('no password is sent to a mail server that does not encrypt', async () => {
  const { host } = new URL(inbox.url);
  const mailer = createMailer({ url: `smtp://jobs:secret@${host}`, from: 'jobs@example.com' });
  const mail = { to: ['ann@example.com'], subject: 's', text: 't', html: '<p>t', id: 'one' };
  expect(await mailer.send(mail)).toMatchObject({ kind: 'again', code: 'smtp_tls' });
  expect(inbox.passwords).toEqual([]);
});

it('an endpoint that has taken none of twenty messages is switched off, and says so', async () => {
  const { platform } = api.core;
  const { endpoint } = await add(ann, { ...webhook, url: 'https://nobody.example.invalid/' });
  await platform.pool.query('update alert_endpoints set failures = 19 where id = $1', [
    endpoint.id,
  ]);
  const answer = await api.call('POST', `${path}/${endpoint.id}/test`, ann);
  const { deliveryId } = alertTestAnswerSchema.parse(await answer.json());
  const sender = createAlertSender(platform);
  expect(await sender.send(deliveryId, true, new AbortController().signal)).toMatchObject({
    kind: 'again',
    code: 'unreachable',
  });
  expect((await list(ann)).mine).toMatchObject([{ state: 'disabled', reason: 'failing' }]);
  expect(await changesOf(endpoint)).toContain('system disabled failing');
  // What was queued before is not sent to it any more.
  expect(await sender.send(deliveryId, true, new AbortController().signal)).toEqual({
    kind: 'dropped',
  });
});
