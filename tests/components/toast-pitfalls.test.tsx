import { Toaster, toast } from 'sonner';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnnouncerRegions, createAnnouncer } from '#components/announcer';
import { ProgressBar } from '#components/progress-bar';
import { createToastBook } from '#components/toast-book';
import { planToasts } from '#components/toast-plan';
import { useToastTimer } from '#components/toast-timer';
import { TOASTER_ID, useToastList } from '../../app/toasts/use-toast-list';
import { act, cleanup, render, screen } from '../helpers/render';
import { completedJob, makeJob } from './job-fixtures';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const rest = (ms: number) => act(() => vi.advanceTimersByTime(ms));

/** The toaster of the product with as many toasts as are named. */
function Toasts({ ids }: { ids: readonly string[] }) {
  const wanted = ids.map((id) => ({ id, body: () => <button type="button">{id}</button> }));
  useToastList(wanted, () => {});
  return <Toaster id={TOASTER_ID} visibleToasts={6} expand />;
}
const drawn = () => screen.queryAllByRole('button').map((button) => button.textContent);

describe('pitfall 25: toasts', () => {
  it('25a: a toast that goes and comes back at once stays', () => {
    const { rerender } = render(<Toasts ids={['a', 'b']} />);
    rest(100);
    rerender(<Toasts ids={['b']} />);
    rerender(<Toasts ids={['a', 'b']} />);
    rest(5_000);
    expect(drawn().sort()).toEqual(['a', 'b']);
  });

  it('25b: what has been dismissed leaves the page, and no memory of it grows without end', () => {
    const kept: number[] = [];
    const book = createToastBook({ onDismissed: (keys) => kept.push(keys.length) });
    for (let n = 0; n < 1_000; n += 1) {
      book.end(`k${n}`, completedJob({ id: `k${n}` }), 'ended');
      book.dismiss(`k${n}`);
    }
    const { rerender } = render(<Toasts ids={[]} />);
    for (let round = 0; round < 3; round += 1) {
      rerender(<Toasts ids={Array.from({ length: 4 }, (_, n) => `${round}-${n}`)} />);
      rest(500);
    }
    rerender(<Toasts ids={[]} />);
    for (let round = 0; round < 3; round += 1) rest(1_000);
    expect(book.getEntries()).toEqual([]);
    expect(Math.max(...kept)).toBeLessThanOrEqual(200);
    expect(drawn()).toEqual([]);
    expect(toast.getToasts()).toEqual([]);
  });

  it('25c: the region that speaks is there before there is anything to say', () => {
    const announcer = createAnnouncer({ maySpeak: () => true, summarise: (count) => `${count}` });
    render(<AnnouncerRegions announcer={announcer} />);
    const region = screen.getByRole('status');
    expect(region.textContent).toBe('');
    act(() => announcer.say('Career insights completed'));
    expect(screen.getByRole('status')).toBe(region);
    expect(region.textContent).toBe('Career insights completed');
    announcer.close();
  });

  it('25d: a toast for which there is no room does not run out unseen', () => {
    const book = createToastBook();
    const ends = vi.fn();
    function Timed({ toastKey }: { toastKey: string }) {
      useToastTimer(6_000, false, () => {
        ends(toastKey);
        book.dismiss(toastKey);
      });
      return null;
    }
    for (let n = 0; n < 9; n += 1) book.end(`k${n}`, completedJob({ id: `k${n}` }), 'ended');
    const draw = () => (
      <>
        {planToasts(book.getEntries(), 3).visible.map(({ key }) => (
          <Timed key={key} toastKey={key} />
        ))}
      </>
    );
    const { rerender } = render(draw());
    rest(5_999);
    expect(ends).not.toHaveBeenCalled();
    rest(1);
    expect(ends).toHaveBeenCalledTimes(3);
    expect(book.getEntries()).toHaveLength(6);
    // The next three are seen for as long as the first.
    rerender(draw());
    rest(5_999);
    expect(ends).toHaveBeenCalledTimes(3);
  });

  it('25e: a bar with a value says it, and only one without is indeterminate', () => {
    const { rerender } = render(<ProgressBar label="Resume" state="running" percent={42.9} />);
    const bar = screen.getByRole('progressbar', { name: 'Resume' });
    const values = () =>
      ['valuemin', 'valuenow', 'valuemax'].map((a) => bar.getAttribute(`aria-${a}`));
    expect(values()).toEqual(['0', '42', '100']);
    rerender(<ProgressBar label="Resume" state="running" percent={null} />);
    expect(values()).toEqual(['0', null, '100']);
    rerender(<ProgressBar label="Resume" state="running" percent={0} />);
    expect(values()).toEqual(['0', '0', '100']);
  });

  it('25f: with fifty jobs no toast is mounted that cannot be seen, so that Tab never leads into nothing', () => {
    const book = createToastBook();
    book.setLive(
      Array.from({ length: 50 }, (_, n) => ({
        key: `k${n}`,
        job: makeJob({ id: `k${n}` }),
        restored: true,
      })),
    );
    const { visible, folded } = planToasts(book.getEntries(), 3);
    render(<Toasts ids={visible.map(({ key }) => key)} />);
    rest(100);
    expect(folded).toHaveLength(47);
    expect(drawn()).toHaveLength(3);
    expect(document.querySelectorAll('[data-visible="false"] button')).toHaveLength(0);
  });
});
