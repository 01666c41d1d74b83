'use client';

import { useEffect, useRef, useState } from 'react';
import type { Coverage } from '#contracts/guideline-translations';
import type { ClientJob } from '#hooks/jobs-api';
import { readCoverageNow } from './translations-api';

/** While a job runs the coverage is read anew at most this often, in milliseconds. */
const READ_EVERY_MS = 2_000;

/**
 * The coverage as the page was made with, read anew as the job gets on and once it has ended.
 *
 * @param job the newest job of the type, or undefined
 */
export function useCoverage(initial: Coverage, job: ClientJob | undefined): Coverage {
  const [coverage, setCoverage] = useState(initial);
  const readAt = useRef(Number.NEGATIVE_INFINITY);
  const key = job ? `${job.id} ${job.status} ${job.progress.message}` : null;
  const first = useRef(key);
  useEffect(() => {
    // What the page was made with is as new as the job was then.
    if (key === null || key === first.current) return;
    first.current = null;
    const wait = Math.max(0, readAt.current + READ_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      readAt.current = performance.now();
      // A read that fails is made good by the next one; the table shows what it had.
      readCoverageNow().then(setCoverage, () => {});
    }, wait);
    // A read under way goes on: the next message comes sooner than its answer.
    return () => clearTimeout(timer);
  }, [key]);
  return coverage;
}
