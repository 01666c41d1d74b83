'use client';

import { findContract } from '#contracts/jobs/index';
import type { ShownJob } from './job-text';
import { ResultViewer } from './result-viewer';

const readResult = (type: string, result: unknown): unknown =>
  findContract(type)?.output.safeParse(result).data;

/** A result that nobody has looked at yet, checked against its type. Brings all contracts along: load it when it is needed. */
export const CheckedResult = ({ job }: { job: ShownJob }) => (
  <ResultViewer job={job} read={readResult} />
);
