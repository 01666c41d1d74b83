import { describe, expect, it } from 'vitest';
import { createMilestones } from '#components/spoken-milestones';

const at = (startMs = 0) => {
  let now = startMs;
  const milestones = createMilestones(() => now);
  return {
    milestones,
    later: (ms: number, percent: number | null) => {
      now += ms;
      return milestones.reached('job', percent, 0);
    },
  };
};

describe('milestones that are said', () => {
  it('are 25, 50 and 75 %, each once', () => {
    const { later } = at();
    expect([later(31_000, 30), later(20_000, 45), later(20_000, 55), later(20_000, 80)]).toEqual([
      25,
      null,
      50,
      75,
    ]);
  });

  it('are none for a job that is over within 30 s', () => {
    const { later } = at();
    expect([later(5_000, 25), later(10_000, 50), later(10_000, 75)]).toEqual([null, null, null]);
  });

  it('stand 15 s apart or more', () => {
    const { later } = at();
    expect([later(31_000, 25), later(5_000, 50), later(10_000, 52)]).toEqual([25, null, 50]);
  });

  it('are not made up for where one was passed over', () => {
    const { later } = at();
    expect([later(31_000, 76), later(60_000, 90)]).toEqual([75, null]);
  });

  it('are none where no percent can be said', () => {
    expect(at().later(60_000, null)).toBeNull();
  });
});
