import { beforeAll, expect, it } from 'vitest';
import { type Bundle, measureBundle } from '../helpers/measure-bundle';

/*
 * What a page pays for the hooks, as a bundler splits them: what has to be there before a page can be drawn, the
 * engine that comes after it, and Socket.IO, which only the tab that holds the connection loads.
 */
const FIRST_BYTES = 8 * 1024;
const ENGINE_BYTES = 7.75 * 1024;

let bundle: Bundle;
let first: Set<string>;
beforeAll(async () => {
  const entries = ['use-background-jobs', 'use-job', 'use-jobs-connection', 'jobs-provider'];
  bundle = await measureBundle({ together: entries.map((name) => `hooks/${name}`) }, ['react']);
  first = bundle.withStatic(bundle.chunkOf('use-background-jobs.ts'));
});

const fromPackages = (chunks: Iterable<string>): string[] =>
  bundle.sourcesOf(chunks).filter((source) => source.includes('node_modules'));

it('what a page needs before it is drawn stays within its limit', () => {
  expect(bundle.gzipped(first)).toBeLessThanOrEqual(FIRST_BYTES);
  expect(fromPackages(first)).toEqual([]);
});

it('what keeps it up to date comes later and stays within its limit, without Socket.IO', () => {
  const all = bundle.withStatic(bundle.chunkOf('client-engine.ts'));
  const engine = [...all].filter((name) => !first.has(name));
  expect(engine.length).toBeGreaterThan(0);
  expect(bundle.gzipped(engine)).toBeLessThanOrEqual(ENGINE_BYTES);
  expect(fromPackages(engine)).toEqual([]);
});

it('Socket.IO is a chunk of its own, and zod is nowhere', () => {
  const socket = bundle.chunkOf('socket.io-client/build/esm/index.js');
  expect(socket).not.toBe('');
  expect(fromPackages([socket])).toEqual(bundle.sourcesOf([socket]));
  expect(fromPackages(bundle.chunks).filter((source) => source.includes('/zod/'))).toEqual([]);
});
