import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionBadge } from '#components/connection-badge';
import { ProgressBar } from '#components/progress-bar';
import { StateBadge } from '#components/state-badge';
import { StateGlyph } from '#components/state-glyph';
import { Wire } from '#components/wire';
import { jobStatuses } from '#contracts/job-status';
import { messagesFor } from '#contracts/messages/index';
import { cleanup, render, screen } from '../helpers/render';

afterEach(cleanup);

describe('a state', () => {
  it('has a shape of its own and a word of its own, so that colour never tells it alone', () => {
    const shapes = jobStatuses.map((state) => {
      const { container } = render(<StateGlyph state={state} />);
      return container.querySelector('svg')?.innerHTML;
    });
    expect(new Set(shapes).size).toBe(jobStatuses.length);
    const { words } = messagesFor('en').state;
    expect(new Set(Object.values(words)).size).toBe(jobStatuses.length);
  });

  it('is read by its word, not by its shape', () => {
    const { container } = render(<StateBadge state="failed" />);
    expect(container.textContent).toBe('Failed');
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });
});

describe('a progress bar', () => {
  it('tells its value, its bounds and what moves', () => {
    render(<ProgressBar label="Resume" state="running" percent={42.7} valueText="42 %, reading" />);
    const bar = screen.getByRole('progressbar', { name: 'Resume' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(bar.getAttribute('aria-valuetext')).toBe('42 %, reading');
  });

  it('claims no value where none is known', () => {
    render(<ProgressBar label="Resume" state="running" percent={null} />);
    const bar = screen.getByRole('progressbar');
    expect(bar.hasAttribute('aria-valuenow')).toBe(false);
    expect(bar.hasAttribute('data-indeterminate')).toBe(true);
  });
});

describe('the wire', () => {
  const jobs = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      key: `job-${i}`,
      state: 'running' as const,
      percent: i,
    }));

  it('has one segment for each live job', () => {
    const { container } = render(<Wire jobs={jobs(3)} />);
    const segments = [...container.querySelectorAll<HTMLElement>('.wire > span')];
    expect(segments.map((one) => one.style.getPropertyValue('--p'))).toEqual(['0', '1', '2']);
  });

  it('stays a line of visible segments with a thousand jobs', () => {
    const { container } = render(<Wire jobs={jobs(1_000)} />);
    expect(container.querySelectorAll('.wire > span').length).toBeLessThanOrEqual(100);
  });
});

describe('the connection', () => {
  it('says its state and the tab’s part to people and to scripts', () => {
    const { container } = render(<ConnectionBadge status="polling" tabRole="follower" />);
    const badge = container.querySelector('[data-connection]');
    expect(badge?.getAttribute('data-connection')).toBe('polling');
    expect(badge?.getAttribute('data-tab-role')).toBe('follower');
    expect(badge?.textContent).toBe('Polling');
  });

  it('does not say “Offline” before the first connection was tried', () => {
    const { container } = render(<ConnectionBadge status="offline" tabRole="solo" connecting />);
    expect(container.textContent).toBe('Connecting');
  });
});
