import { mkdirSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tests/helpers/free-port';
import { startRedis } from '../tests/helpers/redis-server';
import { benchJobs, type JobsResult } from './jobs';
import { startPostgres } from './postgres-server';
import { benchRelay, type RelayResult } from './relay';

/**
 * Measures jobs a second and the relay against their peers, all in one run on one machine, and writes
 * the result to bench/results/ and into docs/performance.md. Only ratios within a run mean anything.
 *
 * Usage: npm run bench [-- --quick | -- --rounds=3]
 */
const quick = process.argv.includes('--quick');
const asked = process.argv
  .find((argument) => argument.startsWith('--rounds='))
  ?.slice('--rounds='.length);
const rounds = asked ? Number(asked) : quick ? 2 : 5;
const say = (line: string) => console.log(line);

const versionOf = async (name: string): Promise<string> =>
  (JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as { version: string })
    .version;

const machine = async (postgres: string) => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
  versions: Object.fromEntries(
    await Promise.all(
      ['bullmq', 'ioredis', 'pg', 'pg-boss', 'socket.io', 'ws'].map(async (name) => [
        name,
        await versionOf(name),
      ]),
    ),
  ) as Record<string, string>,
});
type Machine = Awaited<ReturnType<typeof machine>>;

const jobsTable = (rows: readonly JobsResult[]): string[] => [
  '| variant | jobs/s, median (min to max) | of bare BullMQ | processor time a job |',
  '| --- | --- | --- | --- |',
  ...rows.map(
    (row) =>
      `| ${row.variant} | ${Math.round(row.medianJobsPerSecond)} (${Math.round(row.min)} to ${Math.round(row.max)}) | ${row.ofBare.toFixed(2)} | ${Math.round(row.cpuUsPerJob)} µs |`,
  ),
];

const relayTable = (rows: readonly RelayResult[]): string[] => [
  '| way | events/s, burst | speed of raw ws (processor time an event) | publish to client p50 / p99 |',
  '| --- | --- | --- | --- |',
  ...rows.map(
    (row) =>
      `| ${row.variant} | ${Math.round(row.eventsPerSecond)} | ${row.ofRawWs.toFixed(2)} (${row.cpuUsPerEvent.toFixed(1)} µs) | ${row.p50Ms.toFixed(1)} / ${row.p99Ms.toFixed(1)} ms |`,
  ),
];

const report = (
  about: Machine,
  jobs: readonly JobsResult[],
  relay: readonly RelayResult[],
): string =>
  [
    `Measured ${about.date} on ${about.cpu}, ${about.memoryGiB} GiB, Node ${about.node}, Postgres ${about.postgres}, ${Object.entries(
      about.versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(
        ', ',
      )}. Loopback; rounds interleaved, medians; ratios are medians of the ratios within each round.`,
    '',
    'Jobs end to end, 50 at once, 20 owners, no-op handlers. `jobwire` has ledger and feed on: a claim, an end and two',
    'durable events a job; the others add committed steps. pg-boss as its documentation shows it.',
    '',
    ...jobsTable(jobs),
    '',
    'Relay, one viewer a job. Processor time is that of the relaying process alone.',
    '',
    ...relayTable(relay),
  ].join('\n');

const writeReport = async (text: string) => {
  const page = 'docs/performance.md';
  const before = await readFile(page, 'utf8');
  const marked = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  await writeFile(
    page,
    before.replace(marked, (_all, start: string, end: string) => `${start}${text}\n${end}`),
  );
};

const dir = await mkdtemp(join(tmpdir(), 'jobwire-bench-'));
// As root the database runs as another user, who has to get in.
await chmod(dir, 0o755);
const redis = await startRedis({ persistent: true });
const postgres = await startPostgres(dir, await freePort());
const environment = {
  NODE_ENV: 'test',
  REDIS_URL: redis.url,
  DATABASE_URL: postgres.url,
  JWT_SECRET: 'k3vQ0p9xW2mZ7rT5yB8nH4jL6dF1gS0aVcEuXiOq',
  LOG_LEVEL: 'error',
};
try {
  say('Jobs');
  const jobs = await benchJobs(environment, {
    rounds,
    jobs: quick ? 3_000 : 8_000,
    say,
  });
  say('Relay');
  const relay = await benchRelay(environment, {
    rounds,
    events: quick ? 10_000 : 60_000,
    say,
  });
  const about = await machine(postgres.version);
  const text = report(about, jobs, relay);
  say(`\n${text}`);
  if (!quick) {
    mkdirSync('bench/results', { recursive: true });
    await writeFile(
      `bench/results/${about.date}.json`,
      `${JSON.stringify({ about, jobs, relay }, null, 2)}\n`,
    );
    await writeReport(text);
  }
} finally {
  await Promise.all([redis.stop(), postgres.stop()]);
  await rm(dir, { recursive: true, force: true });
}
process.exit(0);
