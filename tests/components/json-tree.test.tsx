// @vitest-environment jsdom

import { afterEach, describe, expect, it } from 'vitest';
import { JsonTree } from '#components/json-tree';
import { cleanup, fireEvent, render, screen } from '../helpers/render';

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
      const closed = [...document.querySelectorAll('details')].find((one) => !one.open);
      if (!closed) throw new Error('Nothing is left to open.');
      closed.open = true;
      fireEvent(closed, new Event('toggle'));
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

  it('never makes markup of a value or a key', () => {
    const container = draw({ '<i>key</i>': '<img src=x onerror=alert(1)>' });
    expect(container.querySelector('img, i')).toBeNull();
  });
});
