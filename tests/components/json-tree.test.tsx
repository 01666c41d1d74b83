import { afterEach, describe, expect, it } from 'vitest';
import { JsonTree } from '#components/json-tree';
import { act, cleanup, fireEvent, render, screen } from '../helpers/render';

afterEach(cleanup);

const draw = (value: unknown) => render(<JsonTree value={value} label="Value" />).container;

describe('a tree of JSON', () => {
  it('shows values with their keys', () => {
    const text = draw({ name: 'Ada', age: 36, well: true, none: null }).textContent;
    for (const part of ['name: “Ada”', 'age: 36', 'well: true', 'none: null']) {
      expect(text).toContain(part);
    }
  });

  it('opens the upper levels, and the lower ones when asked', () => {
    draw({ a: { b: { c: { d: 'deep' } } } });
    expect(screen.queryByText('“deep”')).toBeNull();
    for (let level = 0; level < 2; level += 1) {
      const closed = document.querySelector('[aria-expanded="false"] > .head');
      if (!closed) throw new Error('Nothing is left to open.');
      fireEvent.click(closed);
    }
    expect(screen.getByText('“deep”')).toBeTruthy();
  });

  it('draws a long list in parts', () => {
    draw(Array.from({ length: 250 }, (_, index) => index));
    expect(document.querySelectorAll('.leaf')).toHaveLength(100);
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 more' }));
    fireEvent.click(screen.getByRole('button', { name: 'Show 50 more' }));
    expect(document.querySelectorAll('.leaf')).toHaveLength(250);
  });

  it('cuts a long text until it is asked for', () => {
    draw('x'.repeat(1_000));
    expect(document.querySelector('.text')?.textContent).toHaveLength(403);
    fireEvent.click(screen.getByRole('button', { name: 'Show 600 more characters' }));
    expect(document.querySelector('.text')?.textContent).toHaveLength(1_002);
  });

  it('is walked by the arrow keys, one stop for Tab, and tells the path of where one stands', () => {
    draw({ roles: [{ title: 'Nurse', 'pay band': 3 }] });
    expect(document.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    const tree = screen.getByRole('tree', { name: 'Value' });
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? tree, { key });
    act(() => document.querySelector<HTMLElement>('[data-json-path="$"]')?.focus());
    act(() => ['ArrowDown', 'ArrowDown', 'ArrowRight'].forEach(press));
    act(() => ['ArrowRight', 'ArrowDown'].forEach(press));
    expect(screen.getByText('$.roles[0]["pay band"]')).toBeTruthy();
    act(() => ['ArrowLeft', 'ArrowLeft'].forEach(press));
    expect(screen.queryByText('“Nurse”')).toBeNull();
    expect(screen.getByText('$.roles[0]')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy path' })).toBeTruthy();
    expect(document.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('finds keys and values however deep and far down they stand, and goes from one to the next', () => {
    const far = Array.from({ length: 300 }, (_, index) => ({ deep: { no: index } }));
    draw({ list: far, other: 'no. 299' });
    const search = screen.getByRole('searchbox', { name: 'Search keys and values' });
    fireEvent.change(search, { target: { value: '299' } });
    expect(screen.getByText('1/3')).toBeTruthy();
    expect(screen.getByText('$.list[299]')).toBeTruthy();
    fireEvent.keyDown(search, { key: 'Enter' });
    expect(document.querySelector('[data-found]')?.textContent).toBe('no: 299');
    expect(document.querySelectorAll('mark').length).toBeGreaterThan(0);
    fireEvent.keyDown(search, { key: 'Enter', shiftKey: true });
    fireEvent.keyDown(search, { key: 'Enter', shiftKey: true });
    expect(screen.getByText('3/3')).toBeTruthy();
    expect(screen.getByText('$.other')).toBeTruthy();
    fireEvent.change(search, { target: { value: 'nothing like it' } });
    expect(screen.getByText('0/0')).toBeTruthy();
  });

  it('never makes markup of a value or a key', () => {
    const container = draw({ '<i>key</i>': '<img src=x onerror=alert(1)>' });
    expect(container.querySelector('img, i')).toBeNull();
  });
});
