import { createPaceGate, type PaceGate } from '#platform/ai/pace-gate';

/** Longer than any test: only what a test does may end a call. */
export const PATIENT_MS = 600_000;

/** A gate of one process, wide open unless a test narrows it. */
export const openGate = (more: { inlineWaitMs?: number } = {}): PaceGate =>
  createPaceGate({
    name: 'stub',
    maxConcurrency: 4,
    startsPerMinute: 0,
    leaseMs: PATIENT_MS,
    ...more,
  });
