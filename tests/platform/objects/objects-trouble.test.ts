import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '#platform/create-log';
import { ObjectError } from '#platform/objects/object-error';
import type { Objects } from '#platform/objects/objects';
import { testConfig } from '../../helpers/test-config';
import { type ServerStand, standOnS3, standOnSupabase, WRONG_SECRET } from './stands';

const unavailable = { name: 'ObjectError', code: 'storage_unavailable', retryable: true };

const failureOf = async (work: Promise<unknown>): Promise<ObjectError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ObjectError);
  return error as ObjectError;
};

/** What the product would log of an error. */
const logged = (error: unknown): string => {
  let lines = '';
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      lines += chunk.toString();
      done();
    },
  });
  const stores = { redis: 'redis://localhost', postgres: 'postgres://localhost/x' };
  createLog(testConfig(stores, { LOG_LEVEL: 'info' }), 'worker', to).error(
    { err: error },
    'failed',
  );
  return lines;
};

describe.each([
  ['s3', standOnS3, 'S3_SECRET_ACCESS_KEY', 'S3_BUCKET'],
  ['supabase', standOnSupabase, 'SUPABASE_SERVICE_ROLE_KEY', 'SUPABASE_BUCKET'],
] as const)('a storage server in trouble, with the driver %s', (_, start, keyName, bucketName) => {
  let stand: ServerStand;
  let objects: Objects;
  beforeAll(async () => {
    stand = await start();
    objects = stand.open();
    await objects.put('a', 'whole');
  });
  afterEach(() => {
    stand.server.trouble = null;
  });
  afterAll(() => stand.stop());

  it('calls an overloaded or broken server unavailable, which may pass', async () => {
    const calls = {
      SlowDown: [503, () => objects.put('b', 'x')],
      InternalError: [500, () => objects.get('a')],
      TooManyRequests: [429, () => objects.list('c/')],
    } as const;
    for (const [code, [status, call]] of Object.entries(calls)) {
      stand.server.trouble = { kind: 'status', status, code };
      await expect(call(), code).rejects.toMatchObject(unavailable);
    }
  });

  it('never takes half a body for an object', async () => {
    stand.server.trouble = { kind: 'cut' };
    await expect(objects.get('a')).rejects.toMatchObject(unavailable);
  });

  it('gives up a server that does not answer', async () => {
    stand.server.trouble = { kind: 'hang' };
    const hasty = stand.open({ timeoutMs: 50 });
    const late = { code: 'storage_timeout', retryable: true };
    await expect(hasty.get('a')).rejects.toMatchObject(late);
    await expect(hasty.put('a', 'x')).rejects.toMatchObject(late);
  });

  it('ends a call whose signal aborts, with the reason of the signal', async () => {
    stand.server.trouble = { kind: 'hang' };
    const calls: ((signal: AbortSignal) => Promise<unknown>)[] = [
      (signal) => objects.get('a', { signal }),
      (signal) => objects.put('a', 'x', { signal }),
      (signal) => objects.head('a', { signal }),
      (signal) => objects.list('', { signal }),
      (signal) => objects.delete('a', { signal }),
      (signal) => objects.deletePrefix('x/', { signal }),
    ];
    for (const call of calls) {
      const controller = new AbortController();
      const came = stand.server.nextRequest();
      const ended = expect(call(controller.signal)).rejects.toThrow('the job was cancelled');
      await came;
      controller.abort(new Error('the job was cancelled'));
      await ended;
    }
  });

  it('says once and for all that credentials are wrong, and never which', async () => {
    const error = await failureOf(stand.openWronglyKeyed().put('a', 'x'));
    expect(error).toMatchObject({ code: 'storage_refused', retryable: false });
    expect(error.message).toContain(keyName);
    expect(error.message + logged(error)).not.toContain(WRONG_SECRET);
    expect(logged(error)).toContain('storage_refused');
    await expect(stand.openWronglyKeyed().get('a')).rejects.toMatchObject({
      code: 'storage_refused',
    });
    const mine = await objects.get('a');
    expect(Buffer.from(mine?.body ?? []).toString()).toBe('whole');
  });

  it('says that there is no such bucket rather than no such object', async () => {
    const objectsNowhere = stand.openNoBucket();
    for (const call of [() => objectsNowhere.put('a', 'x'), () => objectsNowhere.get('a')]) {
      const error = await failureOf(call());
      expect(error).toMatchObject({ code: 'storage_refused', retryable: false });
      expect(error.message).toContain(bucketName);
    }
  });

  it('signs addresses that open one object alone, without the secret in them', async () => {
    const url = (await objects.url('a', { expiresInSeconds: 60 })) ?? '';
    expect(await (await fetch(url)).text()).toBe('whole');
    await objects.put('other', 'not for you');
    const other = await fetch(url.replace('/a?', '/other?'));
    expect(other.ok).toBe(false);
    expect(url).not.toContain('right-se');
    await expect(objects.url('a', { expiresInSeconds: 0 })).rejects.toMatchObject({
      code: 'object_invalid',
    });
  });

  it('calls a server that is gone unavailable, which may pass', async () => {
    const other = await start();
    const objectsElsewhere = other.open();
    await other.server.stop();
    await expect(objectsElsewhere.get('a')).rejects.toMatchObject(unavailable);
    await expect(objectsElsewhere.put('a', 'x')).rejects.toMatchObject(unavailable);
    await expect(objectsElsewhere.deletePrefix('a/')).rejects.toMatchObject(unavailable);
  });
});
