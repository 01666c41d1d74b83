import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type JobFilter, NO_FILTER } from '#components/job-filter';
import { JobSearch } from '#components/job-search';
import { act, cleanup, fireEvent, render, screen } from '../helpers/render';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

let asked: [JobFilter, string][] = [];
let go: (filter: JobFilter) => void = () => {};

/** The page around the search: what is asked for comes back as the address. */
function Page({ start }: { start: JobFilter }) {
  const [filter, setFilter] = useState(start);
  go = setFilter;
  return (
    <JobSearch
      filter={filter}
      onChange={(next, how) => {
        asked.push([next, how]);
        setFilter(next);
      }}
    />
  );
}
const draw = (start: JobFilter = NO_FILTER) => {
  asked = [];
  render(<Page start={start} />);
};
const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Search jobs' });
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const rest = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('the search of the jobs page', () => {
  it('looks once the typing rests, and takes no place in the history for it', () => {
    draw();
    for (const text of ['d', 'da', 'dat', 'data']) {
      type(text);
      rest(100);
    }
    expect(asked).toEqual([]);
    rest(250);
    expect(asked).toEqual([[{ ...NO_FILTER, q: 'data' }, 'typing']]);
  });

  it('looks at once on Enter', () => {
    draw();
    type('data');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(asked).toEqual([[{ ...NO_FILTER, q: 'data' }, 'choice']]);
  });

  it('does not lose a letter typed while the address follows', () => {
    draw();
    type('dat');
    rest(250);
    type('data ');
    act(() => go({ ...NO_FILTER, q: 'dat' }));
    expect(box().value).toBe('data ');
  });

  it('follows the address when it changes by itself', () => {
    draw({ ...NO_FILTER, q: 'data' });
    act(() => go(NO_FILTER));
    expect(box().value).toBe('');
  });

  it('turns a finished token into a chip, and takes it off again', () => {
    draw();
    type('type:career-insights ');
    expect(asked.at(-1)?.[0].type).toEqual(['career-insights']);
    expect(box().value).toBe('');
    fireEvent.click(screen.getByRole('button', { name: 'Remove Career insights' }));
    expect(asked.at(-1)?.[0]).toEqual(NO_FILTER);
  });

  it('takes the last chip off with Backspace in an empty field', () => {
    draw({ ...NO_FILTER, type: ['career-insights', 'resume-optimization'] });
    fireEvent.keyDown(box(), { key: 'Backspace' });
    expect(asked.at(-1)?.[0].type).toEqual(['career-insights']);
  });

  it('leaves a word alone that is still being composed', () => {
    draw();
    type('デ');
    const event = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    act(() => void box().dispatchEvent(event));
    expect(asked).toEqual([]);
  });
});
