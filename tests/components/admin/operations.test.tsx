import { afterEach, expect, it, vi } from 'vitest';
import { FailureTable } from '#components/admin/failure-table';
import { HealthStrip } from '#components/admin/health-strip';
import { InputDiff } from '#components/admin/input-diff';
import { PausedBar } from '#components/admin/paused-bar';
import { QueueTable } from '#components/admin/queue-table';
import { RangePicker } from '#components/admin/range-picker';
import { readStretch, stretchQuery } from '#components/admin/stretch';
import { WishDialog } from '#components/admin/wish-dialogs';
import { WorkerTable } from '#components/admin/worker-table';
import { cleanup, fireEvent, render, screen, within } from '../../helpers/render';
import { groupOf, health, queueOf, START, workerOf } from './admin-fixtures';

afterEach(cleanup);
const jobHref = (id: string) => `/jobs/${id}`;
const row = (text: RegExp) => within(screen.getByText(text).closest('tr') as HTMLElement);

it('the strip marks only what is over its limit', () => {
  const none = { start: [], failures: [], oldest: [], sockets: [], workers: [] };
  render(<HealthStrip health={health} trends={none} jobHref={jobHref} />);
  const broken = document.querySelectorAll('[data-broken]');
  expect([...broken].map(({ textContent }) => textContent)).toEqual(['Failure rate3.3 %limit 1 %']);
  expect(screen.getByRole('link', { name: /Oldest waiting/ }).getAttribute('href')).toBe(
    '/jobs/u~train~1',
  );
});

it('a viewer sees every queue and is told why they cannot act', () => {
  render(<QueueTable queues={[queueOf('train', { waiting: 4, active: 2 })]} onWish={null} />);
  const pause = screen.getByRole('button', { name: 'Pause: Train on guidelines' });
  expect(pause.getAttribute('aria-disabled')).toBe('true');
  expect(pause.title).toBe('Needs the role operator');
  fireEvent.click(pause);
  expect(screen.queryByRole('button', { name: /More for/ })).toBeNull();
});

it('rows of queues keep their places while their figures change', () => {
  const before = [queueOf('train', { waiting: 9 }), queueOf('translate', { waiting: 1 })];
  const { rerender } = render(<QueueTable queues={before} onWish={null} />);
  const after = [queueOf('translate', { waiting: 50 }), queueOf('train', { waiting: 2 })];
  rerender(<QueueTable queues={after} onWish={null} />);
  const rows = [...document.querySelectorAll<HTMLElement>('[data-queue]')];
  expect(rows.map(({ dataset }) => dataset.queue)).toEqual(['train', 'translate']);
});

it('a queue is paused with a reason, after it was said what will happen', () => {
  const onConfirm = vi.fn();
  const queue = queueOf('train', { waiting: 4, active: 2 });
  HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
  render(
    <WishDialog
      wish={{ of: 'queue', queue, wish: 'pause' }}
      waiting={false}
      problem=""
      onConfirm={onConfirm}
      onClose={vi.fn()}
    />,
  );
  const dialog = within(screen.getByRole('dialog', { name: 'Pause Train on guidelines?' }));
  expect(dialog.getByText(/4 jobs will wait.*2 jobs already running will end/)).toBeTruthy();
  fireEvent.change(dialog.getByLabelText(/Reason/), { target: { value: ' The key is refused ' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Pause' }));
  expect(onConfirm).toHaveBeenCalledWith({ reason: 'The key is refused' });
});

it('failures are retried as a group, and not where each was tried again', () => {
  const onWish = vi.fn();
  const tried = groupOf({ fingerprint: 'f'.repeat(16), message: 'Time ran out', open: 0 });
  const groups = [groupOf(), tried];
  const at = new Date(START).toISOString();
  render(
    <FailureTable
      list={{ at, from: at, to: at, groups, jobs: 18, truncated: false }}
      hrefOf={({ fingerprint }) => `/admin/failures/${fingerprint}`}
      onOpen={vi.fn()}
      onWish={onWish}
    />,
  );
  fireEvent.click(row(/Feed sent/).getByRole('button', { name: /^Retry 9/ }));
  expect(onWish).toHaveBeenCalledWith(groups[0], 'retry');
  const again = row(/Time ran out/).getByRole('button', { name: /^Retry/ });
  expect(again.title).toBe('Each of them was tried again');
  fireEvent.click(again);
  expect(onWish).toHaveBeenCalledTimes(1);
  expect(row(/Feed sent/).getByRole('img', { name: 'Over the range: 0, 1, 8' })).toBeTruthy();
});

it('a worker that falls silent turns stale and then offline, whatever was last said of it', () => {
  const workers = [workerOf(1_000), workerOf(34_000), workerOf(120_000)];
  render(
    <WorkerTable
      workers={workers}
      expected={3}
      sockets={[]}
      nowMs={START}
      jobHref={jobHref}
      onWish={vi.fn()}
    />,
  );
  const states = [...document.querySelectorAll<HTMLElement>('[data-process]')];
  expect(states.map(({ dataset }) => dataset.process)).toEqual(['up', 'stale', 'offline']);
  expect(row(/host-34000/).getByText('stale')).toBeTruthy();
  const drain = row(/host-120000/).getByRole('button', { name: /^Drain/ });
  expect(drain.getAttribute('aria-disabled')).toBe('true');
});

it('a paused queue is named on every page, with who did it and why', () => {
  const since = new Date(START).toISOString();
  const one = { type: 'train', since, by: 'Maya', reason: 'The key is refused' };
  const { rerender } = render(<PausedBar paused={[one]} href="/admin#queues" />);
  const bar = screen.getByRole('region', { name: 'Paused queues' });
  expect(bar.textContent).toMatch(/Train on guidelines is paused.*Maya.*The key is refused/);
  rerender(<PausedBar paused={[]} href="/admin#queues" />);
  expect(screen.queryByRole('region')).toBeNull();
});

it('an input is compared value by value with one that went well', () => {
  const good = { url: 'a', limit: 5, tags: ['x'] };
  render(<InputDiff good={good} bad={{ url: 'b', limit: 5, tags: ['x', 'y'] }} />);
  expect(screen.getByText(/2 of 4 values differ/)).toBeTruthy();
  const rows = screen.getAllByRole('row').slice(1);
  expect(rows.map(({ textContent }) => textContent)).toEqual(['url"a""b"', 'tags[1]not there"y"']);
  fireEvent.click(screen.getByRole('button', { name: 'Show equal values' }));
  expect(screen.getAllByRole('row')).toHaveLength(5);
});

it('a range is one of the address, and nonsense there is the last hour', () => {
  const onChange = vi.fn();
  const params = new URLSearchParams('from=2026-11-20T11:00:00Z&to=2026-11-20T12:00:00Z');
  render(
    <RangePicker stretch={readStretch(params)} zone="utc" onChange={onChange} onZone={vi.fn()} />,
  );
  expect(screen.getByRole('button', { name: 'Custom' }).getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: '7 d' }));
  expect(onChange).toHaveBeenCalledWith({ range: '7d' });
  const odd = new URLSearchParams('from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z&range=9y');
  expect(stretchQuery(readStretch(odd))).toBe('range=1h');
});
