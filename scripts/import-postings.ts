/** `node scripts/run.mjs scripts/import-postings.ts FILE`: loads job postings for career insights; docs/systems/careers.md has the format. */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { importPostings, PostingError } from '#platform/careers/insights/import-postings';
import { createPool } from '#platform/store/create-pool';
import { exitWith, StartError } from './bootstrap/start-error.mjs';

const run = async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new StartError('Say which file: scripts/import-postings.ts postings.ndjson');
  await access(file).catch(() => {
    throw new StartError(`${file} cannot be read.`);
  });
  const url = process.env.DATABASE_URL;
  if (!url) throw new StartError('Say where to: set DATABASE_URL to the Postgres the workers use.');
  const pool = createPool({ url, embedded: false }, 1);
  try {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    console.log(`${await importPostings(pool, lines)} postings loaded.`);
  } catch (error) {
    throw error instanceof PostingError ? new StartError(error.message) : error;
  } finally {
    await pool.end();
  }
};

run().catch(exitWith);
