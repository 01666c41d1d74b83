/** One kind of thing in each bar, from the base up. Its look is the state's, by colour and by pattern. */
export interface BarSeries {
  readonly state: 'completed' | 'cancelled' | 'failed';
  readonly values: readonly number[];
}

interface StackedBarsProps {
  series: readonly BarSeries[];
  /** Value at the plot's upper edge. */
  max: number;
  /** The stretch under the cross-hair. */
  at: number | null;
}

/** Bars over time. Drawn by CSS, so that patterns keep their size at every width; the words are elsewhere. */
export function StackedBars({ series, max, at }: StackedBarsProps) {
  const count = series[0]?.values.length ?? 0;
  return (
    <div className="bars" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
        <span key={index} data-at={index === at ? '' : undefined}>
          {series.map(({ state, values }) => {
            const value = values[index] ?? 0;
            return value === 0 ? null : (
              <i key={state} data-state={state} style={{ height: `${(value / max) * 100}%` }} />
            );
          })}
        </span>
      ))}
    </div>
  );
}
