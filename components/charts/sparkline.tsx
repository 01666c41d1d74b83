interface SparklineProps {
  /** Oldest first; null where nothing is known, which leaves a gap. */
  values: readonly (number | null)[];
}

const WIDTH = 72;
const HEIGHT = 20;
/** The stroke stays inside. */
const PAD = 2;

/** The way of a figure, beside the figure. Its lower edge is zero, so that a ripple does not look like a storm. */
export function Sparkline({ values }: SparklineProps) {
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={pathOf(values)} />
    </svg>
  );
}

/** Runs of known values as lines. A value alone is a dash, which a line of no length would not show. */
export function pathOf(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  // One figure has no way yet.
  if (known.length === 0 || values.length < 2) return '';
  const top = Math.max(...known) || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const y = (value: number) => HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
  return values
    .map((value, index) => {
      if (value === null) return '';
      const point = `${(index * step).toFixed(1)} ${y(value).toFixed(1)}`;
      const before = index > 0 ? values[index - 1] : null;
      if (before !== null && before !== undefined) return `L${point}`;
      return (values[index + 1] ?? null) === null ? `M${point}h2` : `M${point}`;
    })
    .join('');
}
