'use client';

import { type ReactNode, useEffect, useState } from 'react';

/** Quicker loads show nothing at all. */
const SHOW_AFTER_MS = 200;

/** One still bar in the place of text. `width` is any CSS width. */
export function Skeleton({ width, height }: { width: string; height?: string }) {
  return <span className="skel" style={{ width, height }} />;
}

/** Holds skeletons back for 200 ms and names what is loading to those who do not see them. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label}>
      {late && <div aria-hidden="true">{children}</div>}
    </div>
  );
}
