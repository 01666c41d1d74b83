import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, such as `--p` for a percentage. */
    [variable: `--${string}`]: string | number | undefined;
  }
}
