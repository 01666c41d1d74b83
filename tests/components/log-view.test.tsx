import { afterEach, describe, expect, it, vi } from 'vitest';
import { filterLines, findLines, logText, stretchesOf } from '#components/log-find';
import type { LogViewProps } from '#components/log-panel';
import { LogView } from '#components/log-view';
import { cleanup, fireEvent, render, screen } from '../helpers/render';
import { logLines, NOW } from './job-fixtures';

afterEach(cleanup);

const draw = (props: Partial<LogViewProps> = {}) =>
  render(
    <LogView
      lines={logLines(20)}
      truncatedBefore={0}
      state="ready"
      live={false}
      startMs={NOW - 58_200}
      name="job"
      onReload={() => {}}
      {...props}
    />,
  );
const shown = () => document.querySelectorAll('.line').length;

describe('a log', () => {
  it('is a log that keeps silent, and can be scrolled by keyboard', () => {
    draw();
    const log = screen.getByRole('log', { name: 'Log lines' });
    expect(log.getAttribute('aria-live')).toBe('off');
    expect(log.tabIndex).toBe(0);
  });

  it('numbers each line and says its time since the start', () => {
    draw();
    const line = document.getElementById('L10');
    expect(line?.textContent).toBe('10+0.90 serrorattempt failed at 9');
  });

  it('shows one level alone, and says how many of how many', () => {
    draw();
    const level = screen.getByRole('combobox', { name: 'Level' });
    fireEvent.change(level, { target: { value: 'error' } });
    expect(shown()).toBe(2);
    expect(screen.getByText('2 of 20 lines')).toBeTruthy();
    fireEvent.change(level, { target: { value: 'debug' } });
    expect(screen.getByText('0 of 20 lines match.')).toBeTruthy();
  });

  it('goes from one found line to the next and back, round the end, and says which of how many', () => {
    draw();
    const search = screen.getByRole('searchbox', { name: 'Search the log' });
    const at = () => document.querySelector('[data-found]')?.id;
    fireEvent.change(search, { target: { value: 'FAILED' } });
    expect(shown()).toBe(20);
    expect(screen.getByText('0/2')).toBeTruthy();
    fireEvent.keyDown(search, { key: 'Enter' });
    expect([at(), screen.getByText('1/2')]).toEqual(['L10', expect.anything()]);
    fireEvent.keyDown(search, { key: 'Enter', shiftKey: true });
    expect([at(), screen.getByText('2/2')]).toEqual(['L20', expect.anything()]);
    expect(document.querySelectorAll('mark')).toHaveLength(2);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Follow' }).checked).toBe(false);
  });

  it('stands as its reader left it: lines unwrapped, times of the day', () => {
    const pressed = (name: string) =>
      screen.getByRole('button', { name }).getAttribute('aria-pressed');
    const { unmount } = draw();
    fireEvent.click(screen.getByRole('button', { name: 'Wrap long lines' }));
    fireEvent.click(screen.getByRole('button', { name: 'Times of the day' }));
    unmount();
    draw();
    expect([pressed('Wrap long lines'), pressed('Times of the day')]).toEqual(['false', 'true']);
    localStorage.clear();
  });

  it('marks the line the address names, and names the one whose number is pressed', () => {
    location.hash = '#L7';
    draw();
    const target = () => document.querySelector('[data-target]')?.id;
    expect(target()).toBe('L7');
    fireEvent.click(screen.getByRole('link', { name: 'Link to line 9' }));
    expect([target(), location.hash]).toEqual(['L9', '#L9']);
    location.hash = '';
  });

  it('reads new lines aloud only when that was asked for, and only new ones', () => {
    const { rerender } = draw({ lines: logLines(5) });
    const said = () => screen.queryByRole('status', { name: 'Read new lines' })?.textContent;
    fireEvent.click(screen.getByRole('button', { name: 'Read new lines' }));
    expect(said()).toBe('');
    const more = { truncatedBefore: 0, state: 'ready', live: true, startMs: NOW } as const;
    const again = (count: number) =>
      rerender(<LogView lines={logLines(count)} {...more} name="job" onReload={() => {}} />);
    again(6);
    expect(said()).toBe('rewriting bullet 5 of 6');
    again(16);
    expect(said()).toBe('10 lines came in');
  });

  it('stops following when it is scrolled up, and offers the way back', () => {
    draw();
    const log = screen.getByRole('log');
    Object.defineProperties(log, {
      scrollHeight: { value: 1_000 },
      clientHeight: { value: 200 },
      scrollTop: { value: 100, writable: true },
    });
    fireEvent.scroll(log);
    const follow = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Follow' });
    expect(follow.checked).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: /Jump to latest/ }));
    expect(follow.checked).toBe(true);
    expect(log.scrollTop).toBe(1_000);
  });

  it('tells a job that has not said anything yet from one that never did', () => {
    const { unmount } = draw({ lines: [], live: true });
    expect(screen.getByText('No output yet. Waiting for the worker.')).toBeTruthy();
    unmount();
    draw({ lines: [], live: false });
    expect(screen.getByText('This job wrote no logs.')).toBeTruthy();
  });

  it('says when it could not be loaded, and asks again', () => {
    const onReload = vi.fn();
    draw({ lines: [], state: 'error', onReload });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onReload).toHaveBeenCalledOnce();
  });

  it('says that it shows the last of many', () => {
    draw({ lines: logLines(60).slice(-20), truncatedBefore: 41 });
    expect(screen.getByText('Showing the last 20 of 60 lines.')).toBeTruthy();
  });

  it('says which lines are gone', () => {
    draw({ truncatedBefore: 43_121 });
    expect(screen.getByText('Lines before 43,121 are no longer kept.')).toBeTruthy();
  });
});

describe('the lines', () => {
  it('are handed on as they are without a filter', () => {
    const lines = logLines(3);
    expect(filterLines(lines, { level: 'all' })).toBe(lines);
  });

  it('keep a terminal’s colours as names and drop its codes, and never become markup', () => {
    const text = '\u001b[31mred\u001b[0m <b>plain</b> \u001b[1;33mbold\u001b[0m';
    expect(stretchesOf(text, '')).toEqual([
      { text: 'red', colour: 'red' },
      { text: ' <b>plain</b> ' },
      { text: 'bold', colour: 'yellow', bold: true },
    ]);
    const [line] = logLines(1);
    expect(findLines([{ ...line, text } as never], 'red <B>')).toEqual([0]);
    expect(logText([{ ...line, text } as never])).toContain('\tred <b>plain</b> bold');
  });

  it('are copied with number, time and level', () => {
    expect(logText(logLines(1))).toBe('1\t2026-11-21T21:39:01.800Z\tinfo\trewriting bullet 0 of 1');
  });
});
