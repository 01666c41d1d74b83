import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BulkBar } from '#components/bulk-bar';
import type { ShownJob } from '#components/job-text';
import { cleanup, fireEvent, render, screen } from '../helpers/render';
import { completedJob, failedJob, makeJob } from './job-fixtures';

// The test's page has no modal layer: an open dialog is enough of one.
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
afterEach(cleanup);

const jobs = [makeJob({ id: 'a' }), failedJob({ id: 'b' }), completedJob({ id: 'c' })];
const draw = (selected: readonly ShownJob[] = jobs) => {
  const onRun = vi.fn();
  render(
    <BulkBar selected={selected} working={false} outcome={null} onRun={onRun} onClear={() => {}} />,
  );
  return onRun;
};

describe('the bar of the selection', () => {
  it('is not there without a selection', () => {
    draw([]);
    expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull();
  });

  it('says to how many of the selected jobs each action applies', () => {
    draw();
    expect(screen.getByRole('button', { name: 'Cancel 1' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Retry 1' })).toBeTruthy();
  });

  it('asks in words before it cancels, and only then does it', () => {
    const onRun = draw();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel 1' }));
    const dialog = screen.getByRole('dialog', { name: 'Cancel 1 job?' });
    expect(dialog.textContent).toContain('cannot be undone');
    expect(onRun).not.toHaveBeenCalled();
    fireEvent.click([...dialog.querySelectorAll('button')].at(-1) as HTMLElement);
    expect(onRun).toHaveBeenCalledWith('cancel', [jobs[0]]);
  });

  it('does nothing when the question is answered with Escape', () => {
    const onRun = draw();
    fireEvent.click(screen.getByRole('button', { name: 'Retry 1' }));
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onRun).not.toHaveBeenCalled();
  });

  it('offers nothing that fits no selected job', () => {
    draw([completedJob()]);
    expect(screen.queryByRole('button', { name: /^(Cancel|Retry)/ })).toBeNull();
  });
});
