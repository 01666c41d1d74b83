import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Announcer, AnnouncerRegions, createAnnouncer } from '#components/announcer';
import { act, cleanup, render, screen } from '../helpers/render';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

let focused = true;
const make = (): Announcer => {
  focused = true;
  return createAnnouncer({
    maySpeak: () => focused,
    summarise: (count) => `${count} jobs updated`,
  });
};
/** Everything that was said within `ms`, in order. */
const listen = (announcer: Announcer, ms: number): string[] => {
  const heard: string[] = [];
  const note = () => {
    const { polite, alert } = announcer.getSpoken();
    if (polite || alert) heard.push(alert ? `!${alert}` : polite);
  };
  note();
  announcer.subscribe(note);
  vi.advanceTimersByTime(ms);
  return heard;
};

describe('the announcer', () => {
  it('says one thing at a time, 1.2 s apart', () => {
    const announcer = make();
    announcer.say('one');
    announcer.say('two');
    expect(announcer.getSpoken().polite).toBe('one');
    vi.advanceTimersByTime(1_199);
    expect(announcer.getSpoken().polite).toBe('one');
    vi.advanceTimersByTime(1);
    expect(announcer.getSpoken().polite).toBe('two');
  });

  it('says what waits already only once', () => {
    const announcer = make();
    for (const text of ['first', 'again', 'again', 'again']) announcer.say(text);
    expect(listen(announcer, 10_000)).toEqual(['first', 'again']);
  });

  it('tells fifty endings as one figure instead of fifty sentences', () => {
    const announcer = make();
    for (let n = 1; n <= 50; n += 1) announcer.say(`job ${n} completed`);
    const heard = listen(announcer, 30_000);
    expect(heard).toEqual(['job 1 completed', '49 jobs updated']);
  });

  it('lets an alert pass what waits, and never counts one away', () => {
    const announcer = make();
    for (let n = 1; n <= 10; n += 1) announcer.say(`job ${n}`);
    announcer.say('job 11 failed', 'alert');
    const heard = listen(announcer, 30_000);
    expect(heard.slice(0, 2)).toEqual(['job 1', '!job 11 failed']);
    expect(heard).toContain('9 jobs updated');
  });

  it('keeps silent in a tab that does not have the focus', () => {
    const announcer = make();
    focused = false;
    announcer.say('unheard');
    expect(listen(announcer, 5_000)).toEqual([]);
  });

  it('changes the text where the same is said twice in a row, since no change is no news', () => {
    const announcer = make();
    announcer.say('same');
    const before = announcer.getSpoken().polite;
    announcer.say('same');
    vi.advanceTimersByTime(1_200);
    expect(announcer.getSpoken().polite.trim()).toBe('same');
    expect(announcer.getSpoken().polite).not.toBe(before);
  });

  it('falls silent after the last message, and leaves no timer behind', () => {
    const announcer = make();
    announcer.say('last');
    vi.advanceTimersByTime(1_200);
    expect(announcer.getSpoken()).toEqual({ polite: '', alert: '' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the live regions', () => {
  it('are in the page the server sends, empty', () => {
    const html = renderToString(<AnnouncerRegions announcer={make()} />);
    expect(html).toContain('role="status"');
    expect(html).toContain('role="alert"');
    expect(html.replaceAll(/<[^>]*>/g, '')).toBe('');
  });

  it('are the same elements before and after a message', () => {
    const announcer = make();
    render(<AnnouncerRegions announcer={announcer} />);
    const [status, alert] = [screen.getByRole('status'), screen.getByRole('alert')];
    act(() => {
      announcer.say('news');
      announcer.say('trouble', 'alert');
    });
    expect(screen.getByRole('status')).toBe(status);
    expect(status.textContent).toBe('news');
    act(() => vi.advanceTimersByTime(1_200));
    expect(screen.getByRole('alert')).toBe(alert);
    expect(alert.textContent).toBe('trouble');
    expect(status.textContent).toBe('');
  });
});
