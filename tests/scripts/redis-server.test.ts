import { describe, expect, it } from 'vitest';
import { findRedisServer } from '../../scripts/bootstrap/redis-server.mjs';

type Machine = NonNullable<Parameters<typeof findRedisServer>[1]>;

/** A machine with the given programs and versions; `installed` is what apt-get would bring. */
const machine = (
  programs: Record<string, number>,
  options: { root?: boolean; installed?: Record<string, number>; archive?: 'up' | 'down' } = {},
) => {
  const present: Record<string, number> = { ...programs };
  const done: string[] = [];
  const reach = () => {
    if (options.archive === 'down') throw new Error('Could not resolve the archive');
  };
  const it: Machine = {
    find: ([name = '']) => (name in present ? name : undefined),
    majorVersion: (program) => (program === 'unpacked' ? 7 : present[program]),
    root: options.root ?? false,
    install: async (packages) => {
      done.push(`install ${packages.join(' ')}`);
      reach();
      Object.assign(present, options.installed);
    },
    unpack: async (dir) => {
      done.push(`unpack into ${dir}`);
      reach();
      return 'unpacked';
    },
  };
  return { it, done };
};

describe('the search for Redis', () => {
  it('takes redis-server from PATH and fetches nothing', async () => {
    const { it: here, done } = machine({ 'redis-server': 7, 'valkey-server': 8, 'apt-get': 0 });
    expect(await findRedisServer('data', here)).toEqual({ program: 'redis-server', how: 'path' });
    expect(done).toEqual([]);
  });

  it('takes valkey-server where redis-server is too old', async () => {
    const { it: here } = machine({ 'redis-server': 6, 'valkey-server': 8 });
    expect(await findRedisServer('data', here)).toEqual({ program: 'valkey-server', how: 'path' });
  });

  it('installs it with apt-get as root', async () => {
    const { it: here, done } = machine(
      { 'apt-get': 0 },
      { root: true, installed: { 'redis-server': 7 } },
    );
    expect(await findRedisServer('data', here)).toEqual({
      program: 'redis-server',
      how: 'installed',
    });
    expect(done).toEqual(['install redis-server']);
  });

  it('unpacks it into the data folder where it may not install', async () => {
    const { it: here, done } = machine({ 'apt-get': 0, dpkg: 0 });
    expect(await findRedisServer('data', here)).toEqual({ program: 'unpacked', how: 'unpacked' });
    expect(done).toEqual(['unpack into data/tools/redis']);
  });

  it('says what to install where there is no apt-get', async () => {
    await expect(findRedisServer('data', machine({}).it)).rejects.toThrow(
      'No Redis 7 or later found; install it (apt-get install redis-server, brew install redis), or set REDIS_URL.',
    );
  });

  it('says why apt-get failed', async () => {
    const { it: here } = machine({ 'apt-get': 0, dpkg: 0 }, { archive: 'down' });
    await expect(findRedisServer('data', here)).rejects.toThrow('Could not resolve the archive');
  });
});
