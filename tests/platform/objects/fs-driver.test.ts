import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standOnDisk } from './stands';

describe('objects on the disk', () => {
  let stand: Awaited<ReturnType<typeof standOnDisk>>;
  let root: string;
  beforeEach(async () => {
    stand = await standOnDisk();
    root = join(stand.dataDir, 'objects');
  });
  afterEach(() => stand.stop());

  /** Nothing where the first put has not come so far. */
  const unfinished = () => readdir(join(root, '.unfinished')).catch(() => []);

  /** A folder there was half deleted. */
  const halfWritten = async () => {
    const folder = join(root, '.unfinished');
    const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile());
  };

  it('are whole after a writer was killed at any moment, and its leftovers go', async () => {
    const program = join(stand.dataDir, 'writer.mjs');
    await build({
      entryPoints: ['tests/helpers/object-writer-main.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: program,
      logLevel: 'error',
    });
    const objects = stand.open({ maxBytes: 10_000_000 });
    let leftovers = 0;
    // At the least once in the middle of a put; how many kills that takes is chance.
    for (let kills = 0; kills < 40 && (kills < 4 || leftovers === 0); kills += 1) {
      const writer = spawn(process.execPath, [program, root], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(writer, 'exit');
      await once(writer.stdout, 'data');
      await sleep(Math.random() * 60);
      writer.kill('SIGKILL');
      await ended;
      leftovers = (await halfWritten()).length;
      const { objects: listed } = await objects.list('');
      for (const { key } of listed) {
        const body = Buffer.from((await objects.get(key))?.body ?? []);
        // Of one letter throughout.
        expect(body.equals(Buffer.alloc(body.length, body[0])), key).toBe(true);
      }
    }
    expect(leftovers).toBeGreaterThan(0);

    const longAgo = new Date(Date.now() - 3_600_000);
    for (const name of await unfinished())
      await utimes(join(root, '.unfinished', name), longAgo, longAgo);
    await stand.open().put('after', 'x');
    expect(await unfinished()).toEqual([]);
  });

  it('leave what others are writing just now alone', async () => {
    await stand.open().put('a', 'x');
    await writeFile(join(root, '.unfinished', 'somebody'), 'half');
    await stand.open().put('b', 'x');
    expect(await unfinished()).toEqual(['somebody']);
  });

  it('are called damaged, not handed out, where the disk has lost or changed some of them', async () => {
    const objects = stand.open();
    await objects.put('content/a', 'x'.repeat(5_000));
    const [folder = ''] = (await readdir(root)).filter((name) => !name.startsWith('.'));
    const [name = ''] = await readdir(join(root, folder));
    const file = join(root, folder, name);
    const whole = await readFile(file);
    const damaged = { name: 'ObjectError', code: 'object_damaged', retryable: false };

    await writeFile(file, whole.fill('y', whole.length - 10));
    await expect(objects.get('content/a')).rejects.toMatchObject(damaged);
    await truncate(file, whole.length - 1);
    await expect(objects.head('content/a')).rejects.toMatchObject(damaged);
    await truncate(file, 3);
    await expect(objects.get('content/a')).rejects.toMatchObject(damaged);
    await objects.put('content/a', 'mended');
    expect((await objects.get('content/a'))?.bytes).toBe(6);
  });

  it('need a folder that can be written, and say so without its path', async () => {
    await writeFile(root, 'a file where the folder should be');
    const error = await stand
      .open()
      .put('a', 'x')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ObjectError', retryable: true });
    expect(String(error)).not.toContain(stand.dataDir);
  });

  it('outlast folders that come and go around them', async () => {
    const objects = stand.open();
    const puts = Array.from({ length: 20 }, (_, index) => objects.put(`busy/folder/${index}`, 'x'));
    const deletions = Array.from({ length: 10 }, () => objects.deletePrefix('busy/folder/'));
    await Promise.all([...puts, ...deletions]);
    await objects.deletePrefix('busy/');
    expect(await objects.list('')).toEqual({ objects: [], next: null });
    expect(await unfinished()).toEqual([]);
    expect(await readdir(root)).toEqual(['.unfinished']);
  });
});
