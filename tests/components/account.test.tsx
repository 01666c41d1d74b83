import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { EraseDialog } from '#components/account/erase-dialog';
import { ExportPanel } from '#components/account/export-panel';
import { cleanup, fireEvent, render, screen, waitFor } from '../helpers/render';

afterEach(cleanup);
// The test's DOM has no modal dialogs; what is in one is what counts here.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});

const erasing = (isGuest: boolean, wanted: string, onErase = vi.fn(async () => null)) => {
  render(<EraseDialog wanted={wanted} isGuest={isGuest} onErase={onErase} onClose={() => {}} />);
  const field = screen.getByLabelText(isGuest ? 'Type “erase” to confirm' : /your e-mail/);
  const press = (text: string) => {
    fireEvent.change(field, { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Erase' }));
  };
  return { onErase, press };
};

test('nothing is erased before the account’s own address has been typed', async () => {
  const { onErase, press } = erasing(false, 'ada@example.org');
  press('bob@example.org');
  expect(screen.getByText('That is not it. Nothing was erased.')).toBeDefined();
  expect(onErase).not.toHaveBeenCalled();
  press(' Ada@Example.org ');
  await waitFor(() => expect(onErase).toHaveBeenCalledExactlyOnceWith('Ada@Example.org'));
});

test('a guest types a word, and is told when it did not work', async () => {
  const failing = vi.fn(async () => 'That did not work.');
  const { press } = erasing(true, 'erase', failing as never);
  press('erase');
  expect(await screen.findByText('That did not work.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Erase' }).hasAttribute('aria-disabled')).toBe(false);
});

test('a bundle that lies ready is a link with its size, and while one is made there is its bar', () => {
  const ready = {
    jobId: 'ada~export-data~0123456789abcdef0123456789',
    bytes: 2_400_000,
    createdAt: '2026-01-02T03:04:05.000Z',
    expiresAt: '2026-01-09T03:04:05.000Z',
    url: '/api/me/exports/one',
  };
  const shared = { problem: null, waiting: false, onStart: () => {} };
  const { unmount } = render(<ExportPanel {...shared} ready={ready} running={null} />);
  expect(screen.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(ready.url);
  expect(screen.getByText(/Ready, 2\.4 MB/)).toBeDefined();
  unmount();
  render(<ExportPanel {...shared} ready={ready} running={{ percent: 40, message: 'job' }} />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
  expect(screen.queryByRole('button', { name: 'Gather my data' })).toBeNull();
});
