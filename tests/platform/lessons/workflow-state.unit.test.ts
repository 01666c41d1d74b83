import { describe, expect, test } from 'vitest';
import {
  firstTurn,
  jobOf,
  missingModules,
  nextTurn,
  type WorkflowState,
} from '#platform/lessons/workflow-state';

type Job = WorkflowState['jobs'][number];

const job = (
  tail: string,
  asked: number | null,
  how: 'live' | 'failed' | 'completed' | 'cancelled',
): Job => ({
  id: `ann~lesson-plans~${tail}`,
  asked,
  live: how === 'live',
  failed: how === 'failed',
  completed: how === 'completed',
});

/** Three modules; `done` are planned, each by the job of that number. */
const stateOf = (
  done: number[],
  jobs: Job[],
  taken: Record<number, string> = {},
): WorkflowState => ({
  curriculum: 'c',
  title: 'C',
  totalModules: 3,
  modules: [
    ...done.map((index) => ({ index, jobId: `ann~lesson-plans~j${index}`, done: true })),
    ...Object.entries(taken).map(([index, jobId]) => ({
      index: Number(index),
      jobId,
      done: false,
    })),
  ].map((row) => ({ ...row, lessons: 0, hours: 0 })),
  jobs,
});

const own = (tail: string, index: number, skipped = false) => ({
  jobId: `ann~lesson-plans~${tail}`,
  index,
  skipped,
});

describe('a start', () => {
  test('queues the first missing module, under a key that all starts share', () => {
    const one = firstTurn(stateOf([], []), 'web');
    expect(one).toMatchObject({ index: 0 });
    expect(firstTurn(stateOf([], []), 'web')).toEqual(one);
    expect(firstTurn(stateOf([], []), 'other')?.key).not.toBe(one?.key);
  });

  test('queues nothing while a job lives, and nothing where nothing is missing', () => {
    expect(firstTurn(stateOf([0], [job('x', 1, 'live')]), 'web')).toBeNull();
    expect(firstTurn(stateOf([0, 1, 2], []), 'web')).toBeNull();
  });

  test('goes on with a module whose job has failed, under another key', () => {
    const before = firstTurn(stateOf([0], []), 'web');
    const after = firstTurn(stateOf([0], [job('x', 1, 'failed')]), 'web');
    expect([before?.index, after?.index]).toEqual([1, 1]);
    expect(after?.key).not.toBe(before?.key);
  });

  test('keeps its key short, however long the name of the workflow', () => {
    const key = firstTurn(stateOf([], [job('0'.repeat(26), 0, 'failed')]), 'w'.repeat(100))?.key;
    expect(key?.length).toBeLessThan(110);
  });
});

describe('a job that has planned its module', () => {
  test('queues the one behind it, then those it passed over', () => {
    expect(nextTurn(stateOf([0], []), 'web', own('j0', 0))?.index).toBe(1);
    expect(nextTurn(stateOf([2], []), 'web', own('j2', 2))?.index).toBe(0);
    expect(nextTurn(stateOf([0, 1, 2], []), 'web', own('j2', 2))).toBeNull();
  });

  test('leaves out a module that another live job has', () => {
    const named = stateOf([0], [job('j0', 0, 'live'), job('x', 1, 'live')]);
    expect(nextTurn(named, 'web', own('j0', 0))?.index).toBe(2);
    const chosen = stateOf([0], [job('y', null, 'live')], { 1: 'ann~lesson-plans~y' });
    expect(nextTurn(chosen, 'web', own('j0', 0))?.index).toBe(2);
  });
});

describe('a job that found its module planned', () => {
  const older = job('a', null, 'live');
  const self = job('b', 0, 'live');

  test('goes on with the chain where nobody else does', () => {
    expect(nextTurn(stateOf([0], [self]), 'web', own('b', 0, true))?.index).toBe(1);
    expect(
      nextTurn(stateOf([0], [self, job('c', 0, 'live')]), 'web', own('b', 0, true))?.index,
    ).toBe(1);
  });

  test('leaves it to an older one, and to one that has a missing module', () => {
    expect(nextTurn(stateOf([0], [older, self]), 'web', own('b', 0, true))).toBeNull();
    const busy = stateOf([0], [self, job('c', 2, 'live')]);
    expect(nextTurn(busy, 'web', own('b', 0, true))).toBeNull();
  });
});

test('the job of a module is the one that planned it, else its live one, else its newest', () => {
  const planner = job('j0', 0, 'completed');
  const others = [job('k', 0, 'completed'), job('l', 1, 'failed'), job('m', 1, 'cancelled')];
  const state = stateOf([0], [planner, ...others]);
  expect(jobOf(state, 0)).toBe(planner);
  expect(jobOf(state, 1)?.id).toMatch(/~m$/);
  expect(jobOf(state, 2)).toBeUndefined();
  expect(missingModules(state)).toEqual([1, 2]);
  expect(jobOf(stateOf([0], [job('n', null, 'live')]), 1)?.id).toMatch(/~n$/);
});

test('a job that left its module to another does not count for it, but its key is spent', () => {
  const failed = job('l', 1, 'failed');
  const state = stateOf([0], [failed, job('m', 1, 'completed')]);
  expect(jobOf(state, 1)).toBe(failed);
  expect(firstTurn(state, 'web')?.key).toMatch(/m$/);
});
