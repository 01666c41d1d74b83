interface MiniBarsProps {
  values: readonly number[];
  /** The bars in words. */
  label: string;
}

/** A dozen bars in a row of a table. Nothing is a hairline, so that time without failures is seen too. */
export function MiniBars({ values, label }: MiniBarsProps) {
  const top = Math.max(1, ...values);
  return (
    <span className="minibar" role="img" aria-label={label}>
      {values.map((value, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          key={index}
          style={{ height: value === 0 ? '1px' : `${Math.max(20, (value / top) * 100)}%` }}
          data-zero={value === 0 ? '' : undefined}
        />
      ))}
    </span>
  );
}
