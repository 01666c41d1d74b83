import type { ChunkPage, LogPage } from '#contracts/api';
import { type Chunk, chunkSchema, type LogLine, logLineSchema } from '#contracts/events';
import { AppError } from '../app-error';
import { feedKeys } from '../feed/keys';
import type { RedisClient } from '../redis';
import type { JobRow } from '../store/job-row';

export interface OutputReader {
  logs(row: JobRow, after: number): Promise<LogPage>;
  chunks(row: JobRow, after: number): Promise<ChunkPage>;
}

/** Entries of one answer; the caller goes on from the last index. */
const PAGE = 1_000;

/** Replays a job's logs and chunks by index. They live in Redis, capped, until an hour after the job's end. */
export const createOutputReader = (client: RedisClient): OutputReader => {
  const page = async <T extends { n: number }>(
    key: string,
    after: number,
    parse: (value: unknown) => T,
  ): Promise<{ items: T[]; truncatedBefore: number }> => {
    try {
      const oldest = await client.lindex(key, 0);
      if (oldest === null) return { items: [], truncatedBefore: after > 0 ? after + 1 : 0 };
      // Indices count without gaps, so the first one kept tells where the wanted ones begin.
      const first = parse(JSON.parse(oldest)).n;
      const from = Math.max(0, after + 1 - first);
      const raw = await client.lrange(key, from, from + PAGE - 1);
      return {
        items: raw.map((text) => parse(JSON.parse(text))),
        truncatedBefore: first > after + 1 ? first : 0,
      };
    } catch (cause) {
      throw new AppError('dependency_unavailable', 'Logs and output cannot be read right now.', {
        cause,
        retryAfterSeconds: 2,
      });
    }
  };

  return {
    logs: async (row, after) => {
      const { items, truncatedBefore } = await page<LogLine>(
        feedKeys(row.owner).logs(row.id),
        after,
        (value) => logLineSchema.parse(value),
      );
      return { lines: items, truncatedBefore };
    },
    chunks: async (row, after) => {
      const { items, truncatedBefore } = await page<Chunk>(
        feedKeys(row.owner).chunks(row.id),
        after,
        (value) => chunkSchema.parse(value),
      );
      return { chunks: items, truncatedBefore };
    },
  };
};
