'use client';

import { useState } from 'react';
import { ChartPanel } from '../charts/chart-panel';
import { Legend, toggled } from '../charts/legend';
import { PlotCursor } from '../charts/plot-cursor';
import { PlotFrame } from '../charts/plot-frame';
import { StackedBars } from '../charts/stacked-bars';
import { countScale, placeOf } from '../charts/ticks';
import { useMessages } from '../messages';
import { NothingDrawn } from './nothing-drawn';
import type { OverviewChartProps } from './overview-chart';
import { throughputSummary } from './overview-words';

/** From the base up: what went well stands on the ground, what failed on top. */
const states = ['completed', 'cancelled', 'failed'] as const;
type State = (typeof states)[number];

interface ThroughputChartProps extends OverviewChartProps {
  /** Opens the jobs of one bar. */
  onOpen: (fromMs: number, toMs: number) => void;
}

/** Jobs that ended, by state, over time. */
export function ThroughputChart(props: ThroughputChartProps) {
  const { overview, clock, at, onMove, busy, onOpen, wider } = props;
  const texts = useMessages();
  const { admin: words, state, time } = texts;
  const [hidden, setHidden] = useState<ReadonlySet<State>>(new Set());
  const { buckets, bucketMs, total } = overview;
  const shown = states.filter((one) => !hidden.has(one));
  const sumOf = (index: number) =>
    shown.reduce((sum, one) => sum + (buckets[index]?.[one] ?? 0), 0);
  const scale = countScale(Math.max(0, ...buckets.map((_, index) => sumOf(index))));
  const startOf = (index: number) => Date.parse(buckets[index]?.at ?? overview.from);
  const stretch = (index: number) =>
    words.charts.stretch(clock.at(startOf(index)), clock.at(startOf(index) + bucketMs));
  const figures = (index: number) =>
    states.map((one) => `${state.words[one]} ${time.count(buckets[index]?.[one] ?? 0)}`).join(', ');
  const empty = total.completed + total.failed + total.cancelled === 0;
  return (
    <ChartPanel
      id="throughput"
      title={words.throughput.title}
      summary={throughputSummary(texts, overview)}
      readout={at === null ? '' : `${stretch(at)} · ${words.throughput.press}`}
      busy={busy}
      legend={
        <Legend
          label={words.charts.legend}
          hidden={hidden}
          onToggle={(key) => setHidden(toggled(hidden, key))}
          entries={states.map((key) => ({
            key,
            label: state.words[key],
            swatch: <i className="swatch" data-state={key} aria-hidden="true" />,
            value: time.count(at === null ? total[key] : (buckets[at]?.[key] ?? 0)),
          }))}
        />
      }
      table={{
        columns: [words.charts.time, ...states.map((one) => state.words[one])],
        rows: buckets.map((bucket, index) => ({
          key: bucket.at,
          cells: [stretch(index), ...states.map((one) => time.count(bucket[one]))],
        })),
      }}
    >
      <PlotFrame
        y={scale.values.map((v) => ({ at: placeOf(scale, v), label: time.count(v) }))}
        x={clock.ticks(startOf(0), bucketMs * buckets.length)}
        dimmed={busy}
        note={empty && <NothingDrawn wider={wider} />}
      >
        <StackedBars
          max={scale.max}
          at={at}
          series={shown.map((one) => ({ state: one, values: buckets.map((b) => b[one]) }))}
        />
        <PlotCursor
          label={words.throughput.cursor}
          count={buckets.length}
          at={at}
          describe={(index) => `${stretch(index)}: ${figures(index)}`}
          onMove={onMove}
          onOpen={(index) => onOpen(startOf(index), startOf(index) + bucketMs)}
        />
      </PlotFrame>
    </ChartPanel>
  );
}
