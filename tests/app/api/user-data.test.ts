import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EraseAnswer, ExportList } from '#contracts/user-data';
import { feedKeys } from '#platform/feed/keys';
import { pseudonymOf, subjectOf } from '#platform/user-data/subject';
import { eraseData } from '#worker/jobs/erase-data';
import { exportData } from '#worker/jobs/export-data';
import { cookieOf, createJob, ORIGIN, refusal, startApi, type TestApi } from '../../helpers/api';
import { eventually } from '../../helpers/eventually';
import { testContract } from '../../helpers/test-contract';
import { unusedDeps } from '../../helpers/unused-deps';

/*
 * Two people with the same things: what is done for one must find all of hers and nothing of his.
 */
let dataDir: string;
let api: TestApi;
let cookie: string;
let ada: string;
const email = 'ada@example.org';
const other = 'bob';
/** Says that its job runs, and ends when told to. */
let started: (() => void) | undefined;

const own = (headers: Record<string, string> = {}) => ({
  cookie,
  headers: { origin: ORIGIN, ...headers },
});
const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await api.core.platform.pool.query(sql, values)).rows as T[];
const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${sql}`, values))[0]?.n ?? -1;

/** One of everything, for one person. */
const furnish = async (user: string, address: string, tag: string) => {
  const { pool } = api.core.platform;
  const job = await api.core.submit('career-insights', { domain: `of ${user}` }, { owner: user });
  await api.core.ended(job.id);
  const queries: [string, unknown[]][] = [
    [
      `insert into push_subscriptions (id, owner, endpoint, p256dh, auth, lang) values ($1, $1, $2, 'key-of-push', 'auth-of-push', 'en')`,
      [user, `https://push.example/${user}`],
    ],
    [
      `insert into alert_endpoints (id, scope, owner, kind, url, secret, address, events) values ($3 || '-mine', 'mine', $1, 'slack', 'https://hooks.example/secret-path', 'whsec_hidden', null, '{}'), ($3 || '-ops', 'operators', $1, 'mail', null, null, $2, '{}'), ($3 || '-web', 'operators', $1, 'webhook', 'https://ops.example/', null, null, '{}')`,
      [user, address, tag],
    ],
    [
      `insert into alert_events (endpoint_id, cause, event, fingerprint, at) values ('b-web', $1, 'job.failed', 'f', now()) on conflict do nothing`,
      [job.id],
    ],
    [
      `insert into lesson_workflows (owner, id, curriculum, title) values ($1, 'w', 'c', 'Mine')`,
      [user],
    ],
    [
      `insert into lesson_modules (owner, workflow_id, module_index, job_id, data) values ($1, 'w', 0, $2, '{"a":1}')`,
      [user, job.id],
    ],
    [
      `insert into translation_memory (lang, source_hash, normal_hash, source, text, origin, approved_by) values ('he', $2, $2, 's', 't', 'edit', $1)`,
      [user, tag],
    ],
    [
      `insert into ai_usage (id, job_id, owner, task, engine, provider, model, input_tokens, output_tokens, usd, ms, attempt, outcome) values (gen_random_uuid(), $2, $1, 'resume', 'provider', 'p', 'm', 10, 5, 0.5, 9, 1, 'ok')`,
      [user, job.id],
    ],
    [
      `insert into schedule_changes (schedule, actor, action) values ('housekeeping', $1, 'pause')`,
      [user],
    ],
    [
      `insert into guideline_topics (curriculum, topic_id, title, content_hash, summary, facts, qa, engine, engine_id, job_id) values ('c', $2, 't', 'h', 's', '[]', '[]', '{}', 'e', $1)`,
      [job.id, tag],
    ],
  ];
  for (const [sql, values] of queries) await pool.query(sql, values);
  return job.id;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'jobwire-user-data-'));
  api = await startApi({ DATA_DIR: dataDir });
  const { core } = api;
  const { config, pool, log, userData } = core.platform;
  const deps = { ...unusedDeps, config, pool, log, userData, ai: undefined as never };
  core.worker(
    {
      'export-data': (input, context) => exportData(input as never, context, deps),
      'erase-data': (input, context) => eraseData(input as never, context, deps),
      'career-insights': async (input, context) => {
        context.log('a line in the log');
        await context.step('one', () => 1);
        return { about: (input as { domain: string }).domain };
      },
      // Runs until it is cancelled.
      train: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          started?.();
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    },
    [testContract('career-insights')],
  );
  const body = { name: 'Ada', email, password: 'correct horse battery' };
  const answer = await api.call('POST', '/api/auth/sign-up/email', {
    headers: { origin: ORIGIN },
    body,
  });
  expect(answer.status).toBe(200);
  cookie = cookieOf(answer);
  ada =
    (await rows<{ id: string }>('select id from "user" where email = $1', [email]))[0]?.id ?? '';
  await furnish(other, 'bob@example.org', 'b');
  await furnish(ada, email, 'a');
});
afterAll(async () => {
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const readBundle = async (): Promise<{ text: string; records: Record<string, unknown>[] }> => {
  const list = (await (await api.call('GET', '/api/me/export', own())).json()) as ExportList;
  const answer = await api.call('GET', list.exports[0]?.url ?? '', own());
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="jobwire-data-/);
  const text = String(gunzipSync(Buffer.from(await answer.arrayBuffer())));
  return {
    text,
    records: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
};

test('a person gets everything that is kept of her, live as a job, and nothing that lets others in', async () => {
  const answer = await api.call('POST', '/api/me/export', { ...own(), body: {} });
  expect(answer.status).toBe(202);
  const { jobId } = (await answer.json()) as { jobId: string };
  await api.core.ended(jobId);
  const { text, records } = await readBundle();
  const kinds = new Set(records.map(({ record }) => record));
  for (const kind of [
    'profile',
    'sign-in',
    'session',
    'push-subscription',
    'alert-endpoint',
    'lesson-workflow',
    'lesson-module',
    'translation-approved',
    'ai-use',
    'act',
    'job',
  ]) {
    expect(kinds, kind).toContain(kind);
  }
  expect(records.find(({ record }) => record === 'profile')).toMatchObject({ id: ada, email });
  expect(
    records.find(({ record, type }) => record === 'job' && type === 'career-insights'),
  ).toMatchObject({
    input: { domain: `of ${ada}` },
    logs: [{ text: 'a line in the log' }],
    steps: [{ name: 'one' }],
  });
  expect(text).not.toMatch(/of bob|auth-of-push|key-of-push|whsec_hidden|secret-path/);
});

test('a bundle is fetched by its owner alone, until its time is over', async () => {
  const { exports } = (await (await api.call('GET', '/api/me/export', own())).json()) as ExportList;
  const url = exports[0]?.url ?? '';
  expect(await refusal(await api.call('GET', url, { user: other }))).toBe('404 not_found');
  expect((await api.call('GET', url, { user: 'root', role: 'admin' })).status).toBe(200);
  const body = { userId: ada };
  expect(await refusal(await api.call('POST', '/api/me/export', { user: other, body }))).toBe(
    '403 forbidden',
  );
  await rows(`update data_exports set expires_at = now() - interval '1 second'`);
  expect(await refusal(await api.call('GET', url, own()))).toBe('404 not_found');
  expect(await api.core.platform.userData.exporter.removeExpired()).toBe(1);
  const left = await api.core.platform.objects.list('exports/');
  expect(left.objects).toEqual([]);
});

test('nobody is erased by a wrong word, or by somebody else', async () => {
  const wrong = await api.call('POST', '/api/me/erase', { ...own(), body: { confirm: 'yes' } });
  expect(await refusal(wrong)).toBe('422 invalid_input');
  const foreign = { confirm: ada, userId: ada };
  const answer = await api.call('POST', '/api/me/erase', { user: other, body: foreign });
  expect(await refusal(answer)).toBe('403 forbidden');
  const platform = { confirm: 'system', userId: 'system' };
  const everything = await api.call('POST', '/api/me/erase', {
    user: 'root',
    role: 'admin',
    body: platform,
  });
  expect(await refusal(everything)).toBe('403 forbidden');
  expect(await count('erasures')).toBe(0);
});

test('an erasure stops what runs, takes every row, key and object of hers, and leaves all of his', async () => {
  const begun = new Promise<void>((resolve) => {
    started = resolve;
  });
  const running = await api.core.submit('train', {}, { owner: ada });
  await begun;
  const token = api.tokenOf(ada);
  const before = (await api.core.events(other)).length;
  const answer = await api.call('POST', '/api/me/erase', {
    ...own(),
    body: { confirm: ` ${email.toUpperCase()} ` },
  });
  expect(answer.status).toBe(202);
  const { jobId } = (await answer.json()) as EraseAnswer;

  // At once: no way in, nothing accepted.
  expect(await refusal(await api.call('GET', '/api/jobs', own()))).toBe('401 unauthorized');
  await eventually(
    async () =>
      (await refusal(await api.call('GET', '/api/jobs', { token }))) === '401 token_invalid',
  );
  const late = api.core.platform.jobs.submit(
    { userId: ada, role: 'user', via: 'token' },
    { type: 'career-insights', input: { domain: 'Data' } },
  );
  await expect(late).rejects.toMatchObject({ code: 'account_erased' });

  const row = await api.core.ended(jobId, 30_000);
  expect(row.state).toBe('completed');
  expect(await api.core.platform.reads.find(running.id)).toBeNull();
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const n = await count(
      `"${name}" t where t::text like '%' || $1 || '%' or t::text ilike '%' || $2 || '%'`,
      ada,
      email,
    );
    if (n > 0) found.push(name);
  }
  expect(found).toEqual([]);
  const keys = await api.core.platform.redis.keys('*');
  expect(keys.filter((key) => key.startsWith(`{u:${ada}}`))).toEqual([]);
  for (const key of keys.filter((one) => one.endsWith(':fair'))) {
    expect(JSON.stringify(await api.core.platform.redis.hgetall(key))).not.toContain(ada);
  }

  // What is not about her stays, without her name; his is as it was.
  expect(await count('schedule_changes where actor = $1', pseudonymOf(ada))).toBe(1);
  expect(
    await count('guideline_topics where job_id like $1', `${pseudonymOf(ada)}~career-insights~%`),
  ).toBe(1);
  expect(await count('ai_usage_days where usd = 0.5')).toBe(1);
  const kept = ['jobs', 'push_subscriptions', 'lesson_workflows', 'lesson_modules', 'ai_usage'];
  for (const table of kept) expect(await count(`${table} where owner = $1`, other), table).toBe(1);
  expect(await count('alert_endpoints where owner = $1', other)).toBe(3);
  expect((await api.core.events(other)).length).toBe(before);
  expect(await api.core.platform.redis.exists(feedKeys(other).stream)).toBe(1);
  const [erasure] = await rows<{ owner: null; counts: string }>(
    'select * from erasures where subject = $1',
    [subjectOf(ada)],
  );
  expect(erasure?.owner).toBeNull();
  expect(JSON.parse(erasure?.counts ?? '{}')).toMatchObject({ push_subscriptions: 1, user: 1 });
  // Asked for again, it is the erasure that was.
  const again = await api.core.platform.userData.requestErasure(ada, 'admin');
  expect(again.jobId).toBe(jobId);
});

test('an erasure whose worker died half-way is taken up where it was', async () => {
  const { userData } = api.core.platform;
  const jobs = [await createJob(api, 'cara'), await createJob(api, 'cara')];
  for (const id of jobs) await api.core.ended(id);
  // As a worker leaves it that died after its first page.
  await userData.eraser.shutOut('cara');
  await api.core.platform.pool.query('delete from jobs where id = $1', [jobs[0]]);
  const { jobId } = await userData.requestErasure('cara', 'self');
  expect((await api.core.ended(jobId, 30_000)).state).toBe('completed');
  expect(await count('jobs where owner = $1', 'cara')).toBe(0);
  expect(await count('job_steps where job_id = $1', jobs[1])).toBe(0);
});
