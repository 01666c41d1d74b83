import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lifeOf, useToastTimer } from '#components/toast-timer';
import { act, cleanup, render } from '../helpers/render';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

interface TimedProps {
  lifeMs: number | null;
  held?: boolean;
  onEnd: () => void;
}
const Timed = ({ lifeMs, held = false, onEnd }: TimedProps) => {
  useToastTimer(lifeMs, held, onEnd);
  return null;
};
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('how long a toast stands', () => {
  it('is 6 s for a result, 4 s for a cancelled job, and until dismissed for a failure', () => {
    expect(lifeOf('ended', { status: 'completed' })).toBe(6_000);
    expect(lifeOf('ended', { status: 'cancelled' })).toBe(4_000);
    expect(lifeOf('ended', { status: 'failed' })).toBeNull();
    expect(lifeOf('lost', { status: 'running' })).toBeNull();
    expect(lifeOf('live', { status: 'running' })).toBeNull();
  });

  it('ends when its time is up, once', () => {
    const onEnd = vi.fn();
    render(<Timed lifeMs={6_000} onEnd={onEnd} />);
    pass(5_999);
    expect(onEnd).not.toHaveBeenCalled();
    pass(60_000);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('stands still while somebody reads, and goes on with what was left', () => {
    const onEnd = vi.fn();
    const { rerender } = render(<Timed lifeMs={6_000} onEnd={onEnd} />);
    pass(4_000);
    rerender(<Timed lifeMs={6_000} held onEnd={onEnd} />);
    pass(60_000);
    expect(onEnd).not.toHaveBeenCalled();
    rerender(<Timed lifeMs={6_000} onEnd={onEnd} />);
    pass(1_999);
    expect(onEnd).not.toHaveBeenCalled();
    pass(1);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('begins anew when a running toast becomes an ending', () => {
    const onEnd = vi.fn();
    const { rerender } = render(<Timed lifeMs={null} onEnd={onEnd} />);
    pass(60_000);
    rerender(<Timed lifeMs={6_000} onEnd={onEnd} />);
    pass(5_999);
    expect(onEnd).not.toHaveBeenCalled();
    pass(1);
    expect(onEnd).toHaveBeenCalledOnce();
  });
});
