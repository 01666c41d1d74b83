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
    /** How long each rate was measured. */
    readonly seconds: number;
    readonly browser: string;
    readonly versions: Readonly<Record<string, string>>;
  };
  readonly product: readonly PageResult[];
  readonly tutorial: readonly PageResult[];
  readonly hook: readonly PageResult[];
  readonly rendersPerEvent: number;
  readonly rendersOfReader: number;
  readonly heapOfThousandKb: number;
  readonly heapWithListKb: number;
  readonly sizes: Sizes;
  readonly audits: readonly PageAudit[];
}

const kb = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} kB`;
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const rateRows = (name: string, results: readonly PageResult[]): string[] =>
  results.map(
    (one) =>
      `| ${name} | ${one.jobs} x ${one.perSecond} Hz | ${ms(one.p50Ms)} / ${ms(one.p95Ms)} ms | ${one.msPerEvent.toFixed(2)} ms | ${one.ownMsPerEvent.toFixed(2)} ms | ${Math.round((100 * one.painted) / one.published)} % |`,
  );

/** The report as docs/performance.md shows it. */
export const describeBrowser = (report: BrowserReport): string => {
  const { about, sizes } = report;
  const versions = Object.entries(about.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  return [
    `Measured ${about.date} on ${about.machine}, ${about.browser}, ${versions}. Production build, loopback, headless, ${about.seconds} s a rate.`,
    '',
    ...(about.load > about.processors
      ? [
          `**The machine was busy with other work (load ${about.load.toFixed(1)} on ${about.processors} processors): latencies and Lighthouse's performance are worse than they are on a quiet one.**`,
          '',
        ]
      : []),
    '`Jobs page` is the product: a row and a bar a job, the wire, toasts, announcer. `toast(id)` is a page with nothing but',
    'Sonner, each event updating its toast by id. `hook rows` is a bare list over `useJob`. Times are from publishing in Redis',
    'to the end of the paint, those of the main thread by its own clock, beyond what the page takes at rest; the share of events that got a paint of their own falls where several meet in one frame.',
    '',
    '| page | events | publish to paint p50 / p95 | main thread an event | of it script, style, layout | painted by itself |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rateRows('Jobs page', report.product),
    ...rateRows('`toast(id)`', report.tutorial),
    ...rateRows('hook rows', report.hook),
    '',
    `Renders of a row an event: ${report.rendersPerEvent.toFixed(2)}; of a component that reads no jobs: ${report.rendersOfReader}. Heap of 1,000 jobs in the store, beside the list the page made them from: ${Math.round(report.heapOfThousandKb)} kB; both together: ${Math.round(report.heapWithListKb)} kB.`,
    '',
    '| over the wire (gzip) | size |',
    '| --- | --- |',
    `| hooks and client, before the first paint | ${kb(sizes.hooksFirst)} |`,
    `| what keeps jobs up to date, after it | ${kb(sizes.hooksEngine)} |`,
    `| which tab shows an ending, with the first one | ${kb(sizes.hooksClaims)} |`,
    `| socket.io-client, in the leading tab alone | ${kb(sizes.socketIo)} |`,
    `| notifications: which toasts there are, and the announcer | ${kb(sizes.notifications)} |`,
    `| what draws toasts, with the first one or when the page is idle, beside Sonner (${kb(sizes.sonner)}) | ${kb(sizes.toastStack)} |`,
    `| notifications of the browser and Web Push, after the page | ${kb(sizes.desktopNotices)} |`,
    '',
    '| page | Lighthouse performance | accessibility | best practices | scripts |',
    '| --- | --- | --- | --- | --- |',
    ...report.audits.map(
      ({ page, scores, scriptKb }) =>
        `| ${page} | ${scores.performance} | ${scores.accessibility} | ${scores['best-practices']} | ${scriptKb} kB |`,
    ),
  ].join('\n');
};
