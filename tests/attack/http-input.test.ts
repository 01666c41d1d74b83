import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '#contracts/limits';
import { type CallOptions, refusal, startApi, type TestApi } from '../helpers/api';
import { insights, skillGap } from '../helpers/bodies';

/** Rows of the attack catalogue that end inside the handlers; those of the wire are in http-wire.test.ts. */
describe('attacks on the HTTP API: what is sent', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ALLOW_GUESTS: 'true' });
  });
  afterAll(() => api.stop());

  const post = (options: CallOptions) => api.call('POST', '/api/jobs', { user: 'ann', ...options });
  const postCode = async (options: CallOptions) => refusal(await post(options));
  const getCode = async (path: string, options: CallOptions = {}) =>
    refusal(await api.call('GET', path, { user: 'ann', ...options }));

  it('H2 refuses what is not one JSON document', async () => {
    const json = JSON.stringify(insights());
    for (const raw of [
      '',
      '{',
      json.slice(0, -1),
      `\uFEFF${json}`,
      '{"a":NaN}',
      '{"a":1,}',
      `${json}${json}`,
      "{'a':1}",
      'undefined',
    ]) {
      expect(await postCode({ raw }), raw).toBe('400 invalid_json');
    }
    expect(await postCode({ raw: new Uint8Array([0x22, 0xff, 0xfe, 0x22]) })).toBe(
      '400 invalid_json',
    );
  });

  it('H2 refuses JSON that is no object of fields', async () => {
    for (const raw of ['[]', '"text"', '7', 'null', 'true']) {
      expect(await postCode({ raw }), raw).toBe('422 invalid_input');
    }
  });

  it('H3 refuses every media type but JSON in UTF-8', async () => {
    const raw = JSON.stringify(insights());
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/json',
      'application/json; charset=utf-16',
      'application/jsonx',
      ' ',
    ]) {
      expect(await postCode({ raw, headers: { 'content-type': type } }), type).toBe(
        '415 unsupported_media_type',
      );
    }
    const answer = await post({
      raw,
      headers: { 'content-type': 'Application/JSON; charset=UTF-8' },
    });
    expect(answer.status).toBe(202);
  });

  it('H4 refuses an announced length over the cap without reading a byte', async () => {
    let pulled = 0;
    const raw = new ReadableStream(
      { pull: (controller) => void controller.enqueue(new Uint8Array(1024).fill(++pulled)) },
      { highWaterMark: 0 },
    );
    const headers = { 'content-length': String(MAX_BODY_BYTES + 1) };
    expect(await postCode({ raw, headers })).toBe('413 body_too_large');
    expect(pulled).toBe(0);
  });

  it('H5 stops reading an endless body at the cap', async () => {
    let sent = 0;
    let cancelled = false;
    const raw = new ReadableStream({
      pull: (controller) => {
        sent += 16 * 1024;
        controller.enqueue(new Uint8Array(16 * 1024).fill(32));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await postCode({ raw })).toBe('413 body_too_large');
    expect(sent).toBeLessThanOrEqual(MAX_BODY_BYTES + 64 * 1024);
    expect(cancelled).toBe(true);
  });

  it('H6 refuses compressed bodies, whatever they hold', async () => {
    const raw = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    for (const encoding of ['gzip', 'br', 'deflate', 'gzip, gzip']) {
      expect(await postCode({ raw, headers: { 'content-encoding': encoding } })).toBe(
        '415 unsupported_media_type',
      );
    }
  });

  it('H7 refuses depth and mass before anything is built from them', async () => {
    expect(await postCode({ raw: '['.repeat(100_000) })).toBe('400 too_deep');
    expect(await postCode({ raw: '{"a":'.repeat(40_000) })).toBe('400 too_deep');
    expect(await postCode({ raw: `[${'1,'.repeat(100_000)}1]` })).toBe('400 too_large');
    const keys = Array.from({ length: 21_000 }, (_, index) => `"${index}":1`).join();
    expect(await postCode({ raw: `{${keys}}` })).toBe('400 too_large');
    const braces = JSON.stringify({ ...skillGap(), targetRole: '[[[{{{'.repeat(15) });
    expect((await post({ raw: braces })).status).toBe(202);
  });

  it('H8 refuses doubled keys and names that reach for prototypes, at any depth and however escaped', async () => {
    for (const raw of [
      '{"type":"career-insights","type":"career-insights","domain":"Data"}',
      '{"type":"career-insights","domain":"Data","__proto__":{"polluted":1}}',
      '{"type":"career-insights","domain":"Data","\\u005f_proto__":{"polluted":1}}',
      '{"type":"career-insights","domain":"Data","constructor":{"prototype":{"polluted":1}}}',
      '{"type":"career-insights","domain":"Data","options":{"priority":"low","priority":"high"}}',
      '{"type":"career-insights","domain":"Data","x":[{"y":{"__proto__":1}}]}',
      '{"type":"career-insights","domain":"Data","userId":"bob"}',
      '{"type":"career-insights","domain":"Data","options":{"jobId":"a:b"}}',
    ]) {
      expect(await postCode({ raw }), raw).toBe('400 unknown_field');
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('H9 knows job types by their names alone', async () => {
    for (const type of [
      'nope',
      'toString',
      '__proto__',
      'hasOwnProperty',
      'constructor',
      '',
      'career-insights ',
      'CAREER-INSIGHTS',
    ]) {
      expect(await postCode({ body: { type, domain: 'Data' } }), type).toBe('422 unknown_job_type');
    }
    for (const type of [7, null, ['career-insights'], { toString: 1 }, 'x'.repeat(10_000)]) {
      expect(await postCode({ body: { type, domain: 'Data' } })).toBe('422 invalid_input');
    }
    expect(await postCode({ body: { domain: 'Data' } })).toBe('422 invalid_input');
  });

  it('H10 refuses job ids that are none of ours, on every path that takes one', async () => {
    const ids = [
      'a:b',
      'a:b:c',
      '123',
      'x'.repeat(10_000),
      '..%2f..%2fetc',
      '%00',
      'аnn~career-insights~0',
      '%',
      '%E0%A4',
      'a~b~c',
      "ann~career-insights~'--",
    ];
    for (const id of ids) {
      for (const tail of ['', '/status', '/logs', '/chunks', '/history']) {
        expect(await getCode(`/api/jobs/${id}${tail}`), `${id}${tail}`).toBe('400 invalid_id');
      }
      for (const tail of ['/cancel', '/retry']) {
        const answer = await api.call('POST', `/api/jobs/${id}${tail}`, { user: 'ann' });
        expect(await refusal(answer), `${id}${tail}`).toBe('400 invalid_id');
      }
    }
  });

  it('H11 refuses values of the wrong type or size, each by its path', async () => {
    const cases: [object, string][] = [
      [{ options: { delayMs: -1 } }, 'options.delayMs'],
      [{ options: { delayMs: 1e308 } }, 'options.delayMs'],
      [{ options: { delayMs: '1e3' } }, 'options.delayMs'],
      [{ options: { delayMs: null } }, 'options.delayMs'],
      [{ options: { delayMs: 0.5 } }, 'options.delayMs'],
      [{ options: { priority: 0.5 } }, 'options.priority'],
      [{ options: { attempts: 1e9 } }, 'options.attempts'],
      [{ options: { attempts: 0 } }, 'options.attempts'],
      [{ options: { runAt: 'tomorrow' } }, 'options.runAt'],
      [{ options: [] }, 'options'],
      [{ domain: 7 }, 'domain'],
      [{ domain: '' }, 'domain'],
      [{ domain: 'x'.repeat(81) }, 'domain'],
    ];
    for (const [more, path] of cases) {
      const answer = await post({ body: insights(more) });
      const problem = (await answer.clone().json()) as { errors: { path: string }[] };
      expect(await refusal(answer), path).toBe('422 invalid_input');
      expect(problem.errors.map((one) => one.path)).toContain(path);
    }
  });

  it('H12 refuses times beyond a year and times long gone', async () => {
    for (const runAt of [
      '275761-01-01T00:00:00Z',
      '+275761-01-01T00:00:00Z',
      '1970-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2027-13-45T99:00:00Z',
    ]) {
      expect(await postCode({ body: insights({ options: { runAt } }) }), runAt).toBe(
        '422 out_of_range',
      );
    }
  });

  it('H13 gives the same job for the same key and body, and refuses the key for another body', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const first = await post({ body: insights(), headers });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const again = await post({
      raw: JSON.stringify({ domain: 'Data', type: 'career-insights' }),
      headers,
    });
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const [one, two] = [await first.json(), await again.json()] as { jobId: string }[];
    expect(two?.jobId).toBe(one?.jobId);
    expect(await postCode({ body: insights({ domain: 'Other' }), headers })).toBe(
      '422 idempotency_mismatch',
    );
    const stranger = await post({ user: 'bob', body: insights(), headers });
    expect(((await stranger.json()) as { jobId: string }).jobId).not.toBe(one?.jobId);
  });

  it('H13 makes one job of a hundred parallel requests under one key', async () => {
    const headers = { 'idempotency-key': 'burst-1' };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post({ user: 'burst', body: insights(), headers })),
    );
    const accepted = answers.filter((answer) => answer.status === 202);
    const ids = new Set(
      await Promise.all(
        accepted.map(async (answer) => ((await answer.json()) as { jobId: string }).jobId),
      ),
    );
    expect(ids.size).toBe(1);
    for (const answer of answers) {
      if (answer.status === 202) continue;
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(['409 idempotency_in_flight', '503 dependency_unavailable']).toContain(
        await refusal(answer),
      );
    }
    const list = (await (await api.call('GET', '/api/jobs', { user: 'burst' })).json()) as {
      jobs: unknown[];
    };
    expect(list.jobs).toHaveLength(1);
  });

  it('H13 refuses keys that are empty, long or hold anything but visible ASCII', async () => {
    for (const key of ['', 'k'.repeat(201), 'k'.repeat(1024), 'a b', 'a\tb', 'clé', 'a, b']) {
      expect(await postCode({ body: insights(), headers: { 'idempotency-key': key } }), key).toBe(
        '400 idempotency_key_invalid',
      );
    }
  });

  it('takes no random body for a job and breaks on none', async () => {
    for (let i = 0; i < 200; i++) {
      const raw = randomBytes(1 + (i % 64));
      const answer = await post({ raw });
      expect(answer.status, raw.toString('hex')).toBeGreaterThanOrEqual(400);
      expect(answer.status, raw.toString('hex')).toBeLessThan(500);
    }
  });
});
