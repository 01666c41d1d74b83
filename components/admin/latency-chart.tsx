'use client';

import { lazy, Suspense, useState } from 'react';
import type { Percentiles } from '#contracts/admin';
import { ChartPanel } from '../charts/chart-panel';
import { Legend, toggled } from '../charts/legend';
import { PlotCursor } from '../charts/plot-cursor';
import { PlotFrame } from '../charts/plot-frame';
import { durationScale, logScale, placeOf, type Scale } from '../charts/ticks';
import { type Texts, useMessages } from '../messages';
import { NothingDrawn } from './nothing-drawn';
import type { Measure, OverviewChartProps } from './overview-chart';
import { latencySummary } from './overview-words';

// The plotter is larger than the rest of the page, and nothing can be read off it before there are figures.
const LinePlot = lazy(async () => ({ default: (await import('../charts/line-plot')).LinePlot }));

const percentiles = ['p50', 'p95', 'p99'] as const;
type Percentile = keyof Percentiles;
const measures: readonly Measure[] = ['wait', 'run'];

/** How long jobs waited, or ran, over time. */
export function LatencyChart(props: OverviewChartProps) {
  const { overview, clock, at, onMove, busy, wider } = props;
  const texts = useMessages();
  const { admin: words, time } = texts;
  const [measure, setMeasure] = useState<Measure>('run');
  const [log, setLog] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<Percentile>>(new Set());
  const { buckets, bucketMs, total } = overview;
  const points = buckets.map((bucket) => bucket[measure]);
  const lines = percentiles.map((one) =>
    points.map((point) => (hidden.has(one) ? null : (point?.[one] ?? null))),
  );
  const scale = scaleOf(lines, log);
  const startOf = (index: number) => Date.parse(buckets[index]?.at ?? overview.from);
  const stretch = (index: number) =>
    words.charts.stretch(clock.at(startOf(index)), clock.at(startOf(index) + bucketMs));
  const figure = (point: Percentiles | null | undefined, one: Percentile) =>
    point ? time.duration(point[one]) : words.charts.unknown;
  const figures = (index: number) =>
    percentiles.map((one) => `${one} ${figure(points[index], one)}`).join(', ');
  const empty = total[measure] === null;
  return (
    <ChartPanel
      id="latency"
      title={words.latency.title}
      summary={latencySummary(texts, overview, measure, clock)}
      readout={at === null ? '' : stretch(at)}
      busy={busy}
      tools={<Tools {...{ measure, log }} onMeasure={setMeasure} onLog={setLog} />}
      legend={
        <Legend
          label={words.charts.legend}
          hidden={hidden}
          onToggle={(key) => setHidden(toggled(hidden, key))}
          entries={percentiles.map((key) => ({
            key,
            label: key,
            swatch: <i className="swatch" data-line={key} aria-hidden="true" />,
            value: figure(at === null ? total[measure] : points[at], key),
          }))}
        />
      }
      table={{
        columns: [words.charts.time, ...percentiles],
        rows: buckets.map((bucket, index) => ({
          key: bucket.at,
          cells: [stretch(index), ...percentiles.map((one) => figure(points[index], one))],
        })),
      }}
    >
      <PlotFrame
        y={scale.values.map((ms) => ({ at: placeOf(scale, ms), label: axisText(time, ms) }))}
        x={clock.ticks(startOf(0), bucketMs * buckets.length)}
        dimmed={busy}
        note={empty && <NothingDrawn wider={wider} />}
      >
        <Suspense fallback={null}>
          <LinePlot lines={lines} scale={scale} />
        </Suspense>
        <PlotCursor
          label={words.latency.cursor[measure]}
          count={buckets.length}
          at={at}
          describe={(index) => `${stretch(index)}: ${figures(index)}`}
          onMove={onMove}
        />
      </PlotFrame>
    </ChartPanel>
  );
}

/** “5 s” and not “5.0 s”: a round figure is exact. */
const axisText = (time: Texts['time'], ms: number): string => {
  if (ms === 0) return '0';
  return ms < 10_000 && ms % 1_000 === 0 ? time.age(ms) : time.duration(ms);
};

const scaleOf = (lines: readonly (readonly (number | null)[])[], log: boolean): Scale => {
  const known = lines.flat().filter((value) => value !== null);
  if (known.length === 0) return log ? logScale(1, 1_000) : durationScale(1_000);
  const top = Math.max(...known, 5);
  return log ? logScale(Math.min(...known), top) : durationScale(top);
};

interface ToolsProps {
  measure: Measure;
  log: boolean;
  onMeasure: (measure: Measure) => void;
  onLog: (log: boolean) => void;
}

function Tools({ measure, log, onMeasure, onLog }: ToolsProps) {
  const { latency } = useMessages().admin;
  return (
    <>
      <fieldset className="seg" aria-label={latency.measure}>
        {measures.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === measure}
            onClick={() => onMeasure(one)}
          >
            {latency.measures[one]}
          </button>
        ))}
      </fieldset>
      <fieldset className="seg" aria-label={latency.scale}>
        <button type="button" aria-pressed={log} onClick={() => onLog(!log)}>
          {latency.log}
        </button>
      </fieldset>
    </>
  );
}
