'use client';

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import type { Scale } from './ticks';

/** Told apart by their dashes, all in ink: a percentile is no state. In CSS pixels. */
const strokes = [
  { width: 2, dash: [] },
  { width: 1.5, dash: [6, 4] },
  { width: 1.5, dash: [1.5, 3.5] },
] as const;

interface LinePlotProps {
  /** One list a line; null where nothing is known, which leaves a gap. All of one length. */
  lines: readonly (readonly (number | null)[])[];
  scale: Scale;
}

/** Lines over time, one point in the middle of each stretch. Axes and cross-hair are the frame's. */
export function LinePlot({ lines, scale }: LinePlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const { min, max, log } = scale;
  const data = useRef(lines);
  const plot = useRef<UPlot>(null);
  const count = lines[0]?.length ?? 0;
  useEffect(() => {
    data.current = lines;
    plot.current?.setData(dataOf(lines, log));
  }, [lines, log]);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const drawn = new UPlot(
      optionsFor(element, { min, max, log, count }),
      dataOf(data.current, log),
      element,
    );
    plot.current = drawn;
    const stop = follow(element, drawn);
    return () => {
      stop();
      plot.current = null;
      drawn.destroy();
    };
  }, [min, max, log, count]);
  return <div className="lineplot" ref={host} aria-hidden="true" />;
}

/** A logarithm has no zero: what took no time is drawn as the least there is. */
const dataOf = (lines: LinePlotProps['lines'], log: boolean): UPlot.AlignedData => [
  Array.from({ length: lines[0]?.length ?? 0 }, (_, index) => index + 0.5),
  ...lines.map((line) => line.map((value) => (value !== null && log ? Math.max(1, value) : value))),
];

type Extent = Pick<Scale, 'min' | 'max' | 'log'> & { count: number };

const optionsFor = (host: HTMLElement, { min, max, log, count }: Extent): UPlot.Options => {
  // Read at each drawing: a canvas does not follow the theme by itself.
  const ink = () => getComputedStyle(host).color;
  return {
    width: Math.max(1, host.clientWidth),
    height: Math.max(1, host.clientHeight),
    padding: [0, 0, 0, 0],
    axes: [{ show: false }, { show: false }],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, count] },
      y: { range: [min, max], distr: log ? 3 : 1 },
    },
    series: [
      {},
      ...strokes.map(({ width, dash }) => ({
        stroke: ink,
        width,
        dash: [...dash],
        spanGaps: false,
        points: { show: true, size: 5, fill: ink, width: 0, filter: lonely },
      })),
    ],
  };
};

/** Points without a neighbour: no line would show them. */
const lonely = (plot: UPlot, series: number): number[] => {
  const values = plot.data[series] ?? [];
  const known = (index: number) => typeof values[index] === 'number';
  return Array.from(values.keys()).filter(
    (index) => known(index) && !known(index - 1) && !known(index + 1),
  );
};

/** Keeps the drawing at its place's size and in the theme's ink; answers how to stop. */
const follow = (host: HTMLElement, plot: UPlot): (() => void) => {
  const resized = new ResizeObserver(() => {
    const [width, height] = [host.clientWidth, host.clientHeight];
    if (width > 0 && height > 0) plot.setSize({ width, height });
  });
  resized.observe(host);
  const redraw = () => plot.redraw(false);
  const themed = new MutationObserver(redraw);
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const systems = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const system of systems) system.addEventListener('change', redraw);
  return () => {
    resized.disconnect();
    themed.disconnect();
    for (const system of systems) system.removeEventListener('change', redraw);
  };
};
