// @vitest-environment jsdom

import { afterEach, describe, expect, it, vi } from 'vitest';
import { filterLines, LogView, type LogViewProps, logText } from '#components/log-view';
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

  it('finds words and levels, and says how many of how many', () => {
    draw();
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search the log' }), {
      target: { value: 'FAILED' },
    });
    expect(shown()).toBe(2);
    expect(screen.getByText('2 of 20 lines')).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'Level' }), {
      target: { value: 'info' },
    });
    expect(shown()).toBe(0);
    expect(screen.getByText('0 of 20 lines match.')).toBeTruthy();
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

  it('says which lines are gone', () => {
    draw({ truncatedBefore: 43_121 });
    expect(screen.getByText('Lines before 43,121 are no longer kept.')).toBeTruthy();
  });
});

describe('the lines', () => {
  it('are handed on as they are without a filter', () => {
    const lines = logLines(3);
    expect(filterLines(lines, { text: ' ', level: 'all' })).toBe(lines);
  });

  it('are copied with number, time and level', () => {
    expect(logText(logLines(1))).toBe('1\t2026-11-21T21:39:01.800Z\tinfo\trewriting bullet 0 of 1');
  });
});
