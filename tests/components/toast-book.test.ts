import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToastBook, type ToastBook, type ToastBookOptions } from '#components/toast-book';
import { completedJob, failedJob, makeJob } from './job-fixtures';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const live = (key: string, restored = false) => ({ key, job: makeJob({ id: key }), restored });
const shown = (book: ToastBook) => book.getEntries().map(({ key, phase }) => `${key} ${phase}`);
const open = (options?: ToastBookOptions) => createToastBook(options);

describe('the book of toasts', () => {
  it('shows a job only once it has run for 400 ms', () => {
    const book = open();
    book.setLive([live('a')]);
    vi.advanceTimersByTime(399);
    expect(shown(book)).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(shown(book)).toEqual(['a live']);
  });

  it('shows nothing but the ending of a quicker job', () => {
    const book = open();
    book.setLive([live('a')]);
    vi.advanceTimersByTime(200);
    book.setLive([]);
    expect(shown(book)).toEqual([]);
    book.end('a', completedJob({ id: 'a' }), 'ended');
    expect(shown(book)).toEqual(['a ended']);
  });

  it('brings back at once what was there before the page was loaded', () => {
    const book = open();
    book.setLive([live('a', true)]);
    expect(shown(book)).toEqual(['a live']);
    expect(book.getEntries()[0]?.restored).toBe(true);
  });

  it('keeps the toast of a job that ended until it is known who says so, without saying it itself', () => {
    const book = open({ settleMs: 1_000 });
    book.setLive([live('a', true)]);
    book.setLive([]);
    expect(shown(book)).toEqual(['a settling']);
    expect(book.get('a')?.job.status).toBe('running');
    vi.advanceTimersByTime(1_000);
    expect(shown(book)).toEqual([]);
  });

  it('turns a settling toast into the ending where this tab is to say it', () => {
    const book = open();
    book.setLive([live('a', true)]);
    book.setLive([]);
    book.end('a', failedJob({ id: 'a' }), 'ended');
    vi.advanceTimersByTime(60_000);
    expect(shown(book)).toEqual(['a ended']);
    expect(book.get('a')?.job.status).toBe('failed');
  });

  it('never brings back a running toast that was dismissed, and still says how it ended', () => {
    const book = open();
    book.setLive([live('a', true)]);
    book.dismiss('a');
    book.setLive([live('a', true)]);
    expect(shown(book)).toEqual([]);
    book.end('a', completedJob({ id: 'a' }), 'ended');
    expect(shown(book)).toEqual(['a ended']);
  });

  it('hands over what was dismissed, for the next page of this tab', () => {
    const kept: string[][] = [];
    const book = open({ dismissed: ['old'], onDismissed: (keys) => kept.push([...keys]) });
    book.setLive([live('old', true), live('new', true)]);
    expect(shown(book)).toEqual(['new live']);
    book.dismiss('new');
    expect(kept.at(-1)).toEqual(['old', 'new']);
  });

  it('gives the same list until something changes, so that nobody renders for nothing', () => {
    const book = open();
    book.setLive([live('a', true)]);
    const before = book.getEntries();
    expect(book.getEntries()).toBe(before);
    book.dismiss('a');
    expect(book.getEntries()).not.toBe(before);
  });

  it('leaves no timer behind when it is closed', () => {
    const book = open();
    book.setLive([live('a'), live('b', true)]);
    book.setLive([live('a')]);
    book.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
