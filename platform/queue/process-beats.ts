import { z } from 'zod';
import type { ProcessState } from '#contracts/admin';
import type { RedisClient } from '../redis';

/** After this much silence a process counts as stale, after that much as gone, in milliseconds. */
export const STALE_AFTER_MS = 30_000;
const OFFLINE_AFTER_MS = 90_000;
/** One that fell silent without a goodbye is shown this long, in milliseconds. */
const KEPT_MS = 15 * 60_000;

const beatSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number(),
  version: z.string(),
  /** In ms since 1970, as `at`. */
  startedAt: z.number(),
  at: z.number(),
  memoryBytes: z.number(),
});
/** What a process says of itself every few seconds. */
export type ProcessBeat = z.infer<typeof beatSchema>;

export const workerBeatSchema = beatSchema.extend({
  types: z.array(z.string()),
  slots: z.object({ used: z.number(), total: z.number() }),
  jobs: z.array(z.string()),
  draining: z.boolean(),
});
export type WorkerBeat = z.infer<typeof workerBeatSchema>;

export const socketBeatSchema = beatSchema.extend({ sockets: z.number() });

/** A hash each: process id to its last beat. Lost with Redis, and back with the next beats. */
const keys = { worker: 'jobwire:worker-beats', socket: 'jobwire:socket-beats' } as const;
type Kind = keyof typeof keys;

export const beat = async (client: RedisClient, kind: Kind, said: ProcessBeat): Promise<void> => {
  await client.hset(keys[kind], said.id, JSON.stringify(said));
};

/** A goodbye: it is not missed. */
export const endBeats = async (client: RedisClient, kind: Kind, id: string): Promise<void> => {
  await client.hdel(keys[kind], id);
};

const parse = <T extends ProcessBeat>(schema: z.ZodType<T>, text: string): T | null => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** All that have beaten lately. What is old, or no beat at all, is cleared away on the way. */
export const readBeats = async <T extends ProcessBeat>(
  client: RedisClient,
  kind: Kind,
  schema: z.ZodType<T>,
  now = Date.now(),
): Promise<T[]> => {
  const found = Object.entries(await client.hgetall(keys[kind]));
  const beats = found.map(([id, text]) => ({ id, said: parse(schema, text) }));
  const isKept = ({ said }: { said: T | null }) => said !== null && now - said.at < KEPT_MS;
  const old = beats.filter((one) => !isKept(one)).map(({ id }) => id);
  if (old.length > 0) await client.hdel(keys[kind], ...old);
  return beats.filter(isKept).map(({ said }) => said as T);
};

export const stateOf = ({ at }: Pick<ProcessBeat, 'at'>, now: number): ProcessState => {
  const silentMs = now - at;
  if (silentMs > OFFLINE_AFTER_MS) return 'offline';
  return silentMs > STALE_AFTER_MS ? 'stale' : 'up';
};

/**
 * How many of these there should be: those that are up, and those that fell silent without a goodbye and
 * without another one begun on the same machine since.
 */
export const expectedOf = (beats: readonly ProcessBeat[], now: number): number =>
  beats.filter(
    (one) =>
      stateOf(one, now) === 'up' ||
      !beats.some((other) => other.host === one.host && other.startedAt > one.at),
  ).length;
