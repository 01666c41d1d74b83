import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objects } from '#platform/objects/objects';
import { type Stand, standOnDisk, standOnS3, standOnSupabase } from './stands';

const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
const text = (body: Uint8Array | undefined) => Buffer.from(body ?? []).toString();

/** All keys below a prefix, page by page. */
const keysOf = async (objects: Objects, prefix: string, limit?: number) => {
  const keys: string[] = [];
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page = await objects.list(prefix, { cursor, ...(limit ? { limit } : {}) });
    if (limit) expect(page.objects.length).toBeLessThanOrEqual(limit);
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.next;
    pages += 1;
  } while (cursor !== null);
  return { keys: keys.sort(), pages };
};

const badKeys = [
  '',
  '/etc/passwd',
  '../secret',
  'content/../../secret',
  'content/./a',
  'content//a',
  'content/',
  'content/.hidden',
  'content\\a',
  'content/a\0b',
  'content/%2e%2e/a',
  'content/ש.json',
  'content/a b',
  'a'.repeat(101),
  Array.from({ length: 60 }, () => 'abcdefghi').join('/'),
];

describe.each([
  ['fs', standOnDisk],
  ['s3', standOnS3],
  ['supabase', standOnSupabase],
] as const)('objects with the driver %s', (driver, start) => {
  let stand: Stand;
  let objects: Objects;
  beforeAll(async () => {
    stand = await start();
    objects = stand.open();
  });
  afterAll(() => stand.stop());

  it('gives back byte for byte what was put, with what is known of it', async () => {
    expect(objects.driver).toBe(driver);
    const put = await objects.put('round/trip.bin', bytes, { contentType: 'image/png' });
    const got = await objects.get('round/trip.bin');
    expect(Buffer.compare(got?.body ?? Buffer.alloc(0), bytes)).toBe(0);
    expect(got).toMatchObject({ bytes: 70_000, contentType: 'image/png', etag: put.etag });
    const head = await objects.head('round/trip.bin');
    expect(head).toMatchObject({ bytes: 70_000, contentType: 'image/png', etag: put.etag });
    expect(Math.abs(Date.now() - (head?.storedAt.getTime() ?? 0))).toBeLessThan(60_000);
    await objects.put('round/empty', '');
    expect((await objects.get('round/empty'))?.body.byteLength).toBe(0);
  });

  it('replaces an object whole, type and all', async () => {
    const first = await objects.put('over/a.json', '{"long":"er than the next"}', {
      contentType: 'application/json',
    });
    const second = await objects.put('over/a.json', 'short', { contentType: 'text/csv' });
    expect(second.etag).not.toBe(first.etag);
    const got = await objects.get('over/a.json');
    expect([text(got?.body), got?.contentType, got?.etag]).toEqual([
      'short',
      'text/csv',
      second.etag,
    ]);
  });

  it('answers what is missing with null, and deletes it without a word', async () => {
    expect(await objects.get('missing/a')).toBeNull();
    expect(await objects.head('missing/a')).toBeNull();
    await objects.delete('missing/a');
    expect(await objects.deletePrefix('missing/')).toBe(0);
    expect(await objects.list('missing/')).toEqual({ objects: [], next: null });
    await objects.put('missing/a', 'now');
    await objects.delete('missing/a');
    expect(await objects.get('missing/a')).toBeNull();
  });

  it('lets a key be the folder of others, and tells capitals apart', async () => {
    await objects.put('nest/a', 'file');
    await objects.put('nest/a/b', 'inside');
    await objects.put('nest/A', 'capital');
    expect(text((await objects.get('nest/a'))?.body)).toBe('file');
    expect(text((await objects.get('nest/A'))?.body)).toBe('capital');
    const { keys } = await keysOf(objects, 'nest/');
    expect(keys).toEqual(['nest/A', 'nest/a', 'nest/a/b']);
  });

  it('lists a prefix over many pages, each object once, and nothing beside it', async () => {
    const wanted = Array.from(
      { length: 23 },
      (_, index) => `list/he/lesson-${index % 4}/${index}.json`,
    );
    await Promise.all(wanted.map((key) => objects.put(key, key)));
    await objects.put('list/hebrew', 'beside');
    await objects.put('list/en/1.json', 'beside');
    const small = await keysOf(objects, 'list/he/', 5);
    expect(small.keys).toEqual(wanted.toSorted());
    expect(small.pages).toBeGreaterThan(4);
    expect((await keysOf(objects, 'list/he/')).keys).toEqual(wanted.toSorted());
    const { objects: page } = await objects.list('list/en/');
    const head = await objects.head('list/en/1.json');
    expect(page).toEqual([expect.objectContaining({ bytes: 6, etag: head?.etag })]);
    expect((await keysOf(objects, '', 9)).keys).toEqual(expect.arrayContaining(wanted));
  });

  it('deletes a prefix with all below it, and nothing beside it', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `gone/he/${index % 3}/${index}`);
    await Promise.all(keys.map((key) => objects.put(key, key)));
    await objects.put('gone/he2', 'beside');
    expect(await objects.deletePrefix('gone/he/')).toBe(23);
    expect((await keysOf(objects, 'gone/')).keys).toEqual(['gone/he2']);
    await expect(objects.deletePrefix('')).rejects.toMatchObject({ code: 'object_invalid' });
  });

  it('refuses keys that climb, hide, are not ASCII or are too long, whatever is done with them', async () => {
    for (const key of badKeys) {
      const refusal = { name: 'ObjectError', code: 'object_invalid', retryable: false };
      await expect(objects.put(key, 'x'), key).rejects.toMatchObject(refusal);
      await expect(objects.get(key), key).rejects.toMatchObject(refusal);
      await expect(objects.head(key), key).rejects.toMatchObject(refusal);
      await expect(objects.delete(key), key).rejects.toMatchObject(refusal);
      await expect(objects.url(key), key).rejects.toMatchObject(refusal);
      if (key !== '') {
        await expect(objects.deletePrefix(`${key}/`), key).rejects.toMatchObject(refusal);
      }
    }
    await expect(objects.list('content')).rejects.toMatchObject({ code: 'object_invalid' });
    await expect(objects.list('a/', { limit: 1_001 })).rejects.toMatchObject({
      code: 'object_invalid',
    });
    await expect(objects.put('a', 'x', { contentType: 'a/b\r\nx: y' })).rejects.toMatchObject({
      code: 'object_invalid',
    });
  });

  it('neither takes nor hands out more bytes than an object may have', async () => {
    const small = stand.open({ maxBytes: 1_000 });
    const tooLarge = { code: 'object_too_large', retryable: false };
    await small.put('cap/fits', 'x'.repeat(1_000));
    expect((await small.get('cap/fits'))?.bytes).toBe(1_000);
    await expect(small.put('cap/over', 'x'.repeat(1_001))).rejects.toMatchObject(tooLarge);
    expect(await small.head('cap/over')).toBeNull();
    await objects.put('cap/large', bytes);
    await expect(small.get('cap/large')).rejects.toMatchObject(tooLarge);
  });

  it('does nothing under a signal that has been aborted', async () => {
    const gone = AbortSignal.abort(new Error('no longer wanted'));
    await expect(objects.put('abort/a', 'x', { signal: gone })).rejects.toThrow('no longer wanted');
    await expect(objects.list('', { signal: gone })).rejects.toThrow('no longer wanted');
    expect(await objects.head('abort/a')).toBeNull();
  });

  it('holds one whole object after many puts of one key at once, and at any moment between', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) =>
      String.fromCharCode(97 + index).repeat(20_000 + index),
    );
    await objects.put('race/a', bodies[0] ?? '');
    const puts = bodies.map((body) => objects.put('race/a', body));
    const reads = bodies.map(async () => text((await objects.get('race/a'))?.body));
    const seen = await Promise.all(reads);
    await Promise.all(puts);
    seen.push(text((await objects.get('race/a'))?.body));
    for (const one of seen) expect(bodies.includes(one)).toBe(true);
  });
});
