import type { PageAudit } from './audit-pages';
import type { PageResult } from './measure-page';
import type { Sizes } from './measure-sizes';

export interface BrowserReport {
  readonly about: {
    readonly date: string;
    readonly machine: string;
    /** Processes that wanted a processor, on average over the last quarter of an hour, and how many processors there are. */
    readonly load: number;
    readonly processors: number;
    readonly browser: string;
    readonly versions: Readonly<Record<string, string>>;
  };
  readonly product: readonly PageResult[];
  readonly tutorial: readonly PageResult[];
  readonly hook: readonly PageResult[];
  readonly rendersPerEvent: number;
  readonly rendersOfReader: number;
  readonly heapOfThousandKb: number;
  readonly sizes: Sizes;
  readonly audits: readonly PageAudit[];
}

const kb = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} kB`;
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const rateRows = (name: string, results: readonly PageResult[]): string[] =>
  results.map(
    (one) =>
      `| ${name} | ${one.jobs} x ${one.perSecond} Hz | ${ms(one.p50Ms)} / ${ms(one.p95Ms)} ms | ${one.msPerEvent.toFixed(2)} ms | ${Math.round((100 * one.painted) / one.published)} % |`,
  );

/** The report as docs/performance.md shows it. */
export const describeBrowser = (report: BrowserReport): string => {
  const { about, sizes } = report;
  const versions = Object.entries(about.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return [
    `Measured ${about.date} on ${about.machine}, ${about.browser}, ${versions}. Production build, loopback, headless.`,
    '',
    ...(about.load > about.processors
      ? [
          `**The machine was busy with other work (load ${about.load.toFixed(1)} on ${about.processors} processors): latencies and Lighthouse's performance are worse than they are on a quiet one.**`,
          '',
        ]
      : []),
    '`Jobs page` is the product: a row and a bar a job, the wire, toasts, announcer. `toast(id)` is a page with nothing but',
    'Sonner, each event updating its toast by id. `hook rows` is a bare list over `useJob`. Times are from publishing in Redis',
    'to the end of the paint, those of the main thread by its own clock; the share of events that got a paint of their own falls where several meet in one frame.',
    '',
    '| page | events | publish to paint p50 / p95 | main thread an event | painted by itself |',
    '| --- | --- | --- | --- | --- |',
    ...rateRows('Jobs page', report.product),
    ...rateRows('`toast(id)`', report.tutorial),
    ...rateRows('hook rows', report.hook),
    '',
    `Renders of a row an event: ${report.rendersPerEvent.toFixed(2)}; of a component that reads no jobs: ${report.rendersOfReader}. Heap of 1,000 jobs, in the store and in the list the page was given: ${Math.round(report.heapOfThousandKb)} kB.`,
    '',
    '| over the wire (gzip) | size |',
    '| --- | --- |',
    `| hooks and client, before the first paint | ${kb(sizes.hooksFirst)} |`,
    `| what keeps jobs up to date, after it | ${kb(sizes.hooksEngine)} |`,
    `| which tab shows an ending, with the first one | ${kb(sizes.hooksClaims)} |`,
    `| socket.io-client, in the leading tab alone | ${kb(sizes.socketIo)} |`,
    `| toasts and announcer, beside Sonner (${kb(sizes.sonner)}) | ${kb(sizes.notifications)} |`,
    '',
    '| page | Lighthouse performance | accessibility | best practices | scripts |',
    '| --- | --- | --- | --- | --- |',
    ...report.audits.map(
      ({ page, scores, scriptKb }) =>
        `| ${page} | ${scores.performance} | ${scores.accessibility} | ${scores['best-practices']} | ${scriptKb} kB |`,
    ),
  ].join('\n');
};
