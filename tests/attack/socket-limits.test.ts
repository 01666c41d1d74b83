import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SOCKETS_PER_USER } from '#contracts/limits';
import { serverLimits } from '#server/limits';
import { eventually } from '../helpers/eventually';
import { range, startWorld, type World } from '../server/socket-world';

/** Rows of the attack catalogue about how many may come, how, and on what the port stands. */
describe('limits of the socket port', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('S24 J16 holds a user to 20 sockets and says so', async () => {
    const tabs = await Promise.all(range(1, MAX_SOCKETS_PER_USER).map(() => world.connect('many')));
    const more = await Promise.all(
      range(1, 30).map(() => world.recorder({ token: world.token('many') }).refused()),
    );
    expect(new Set(more)).toEqual(new Set(['too_many_connections']));
    tabs[0]?.close();
    await eventually(async () => {
      const tab = world.recorder({ token: world.token('many') });
      return tab.connected().then(
        () => true,
        () => false,
      );
    });
  });

  it('S24 holds an address to its share, and believes X-Forwarded-For only from a proxy of one’s own', async () => {
    const own = await world.another({ socketsPerAddress: 5 });
    const from = (address: string) => ({ extraHeaders: { 'x-forwarded-for': address } });
    await Promise.all(range(1, 5).map((n) => own.connect(`u${n}`, {}, from(`10.0.0.${n}`))));
    const refused = own.recorder({ token: own.token('u6') }, from('10.0.0.6'));
    expect(await refused.refused()).toBe('too_many_connections');
    await own.stop();
    const world2 = await startWorld({ socketsPerAddress: 5 }, { TRUST_PROXY: 'true' });
    await Promise.all(
      range(1, 20).map((n) => world2.connect(`u${n}`, {}, from(`1.1.1.1, 10.0.0.${n}`))),
    );
    await Promise.all(
      range(1, 5).map((n) => world2.connect(`v${n}`, {}, from(`9.9.9.${n}, 10.0.1.1`))),
    );
    const last = world2.recorder({ token: world2.token('v6') }, from('9.9.9.6, 10.0.1.1'));
    expect(await last.refused()).toBe('too_many_connections');
    await world2.stop();
  });

  it('S24 spends no answer on an address that goes on and on', async () => {
    const own = await world.another({ socketsPerAddress: 3, connectTimeoutMs: 5_000 });
    const held = await Promise.all(range(1, 6).map(() => own.raw().opened()));
    const status = await new Promise((resolve) => {
      own.raw().ws.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(429);
    expect(held.every(({ closeCode }) => closeCode === undefined)).toBe(true);
    await own.stop();
  });

  it('S25 refuses a token in the address, even beside a good one', async () => {
    const token = world.token('ann');
    const tab = world.recorder({ token }, { query: { token } });
    expect(await tab.refused()).toBe('token_in_query');
  });

  it('S26 lets a peer go that does not answer heartbeats', async () => {
    expect(serverLimits.pingIntervalMs + serverLimits.pingTimeoutMs).toBeLessThanOrEqual(20_000);
    const own = await world.another({ pingIntervalMs: 100, pingTimeoutMs: 100 });
    const dead = await own.rawUser('dead');
    await dead.saw((message) => message === '2');
    await dead.closed(3_000);
    await own.stop();
  });

  it('S28 T24 stands on versions without the known holes', () => {
    const here = createRequire(import.meta.url);
    const socketIo = createRequire(here.resolve('socket.io'));
    const engine = createRequire(socketIo.resolve('engine.io'));
    const version = (from: NodeJS.Require, name: string): number[] => {
      const path = from.resolve(name);
      const root = path.slice(0, path.lastIndexOf(`node_modules/${name}/`));
      const file = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(file) as { version: string }).version.split('.').map(Number);
    };
    const atLeast = (have: number[], floor: number[]) => {
      const at = floor.findIndex((part, index) => have[index] !== part);
      return at === -1 || (have[at] ?? 0) > (floor[at] ?? 0);
    };
    expect(atLeast(version(engine, 'ws'), [8, 21, 0])).toBe(true);
    expect(atLeast(version(socketIo, 'socket.io-parser'), [4, 2, 6])).toBe(true);
    expect(atLeast(version(socketIo, 'engine.io'), [6, 6, 9])).toBe(true);
    expect(atLeast([8, 20, 9], [8, 21, 0])).toBe(false);
  });
});
