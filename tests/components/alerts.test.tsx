import { afterEach, expect, it, vi } from 'vitest';
import { ConfirmCode } from '#components/alerts/confirm-code';
import { DeliveryTable } from '#components/alerts/delivery-table';
import { EndpointCard } from '#components/alerts/endpoint-card';
import { EndpointForm } from '#components/alerts/endpoint-form';
import { jobAlertEvents } from '#contracts/alert-events';
import type { AlertDelivery, AlertEndpoint } from '#contracts/alerts';
import { cleanup, fireEvent, render, screen, waitFor } from '../helpers/render';

afterEach(cleanup);

const draft = { kind: 'webhook', url: '', name: '', events: ['job.failed'], types: [] } as const;
const shared = {
  draft,
  events: jobAlertEvents,
  titles: { train: 'Train on guidelines' },
  mail: { available: false, address: null },
  onCancel: vi.fn(),
};
const endpoint: AlertEndpoint = {
  ...{ id: 'ep_1', scope: 'mine', source: 'page', kind: 'webhook', name: 'CI' },
  ...{ target: 'https://ci.example.com', events: ['job.failed'], types: ['train'] },
  ...{ state: 'disabled', reason: 'gone', lastSuccessAt: null, previousSecretUntil: null },
  ...{ version: 1, createdAt: '2030-01-01T00:00:00.000Z' },
};

it('an address that is refused stays in its field with the reason, until it is changed', async () => {
  const onSave = vi.fn(async () => ({ url: 'This address is not a public one.' }));
  render(<EndpointForm {...shared} onSave={onSave} />);
  const field = screen.getByLabelText('Address');
  fireEvent.change(field, { target: { value: 'https://localhost' } });
  fireEvent.click(screen.getByLabelText('Job cancelled'));
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(onSave).toHaveBeenCalledWith({
    ...draft,
    url: 'https://localhost',
    events: ['job.failed', 'job.cancelled'],
  });
  fireEvent.change(field, { target: { value: 'https://ci.example.com' } });
  expect(field.getAttribute('aria-invalid')).toBeNull();
});

it('nothing is sent without an event, nor for mail where none is sent', () => {
  const onSave = vi.fn(async () => null);
  render(<EndpointForm {...shared} onSave={onSave} />);
  fireEvent.click(screen.getByLabelText('Job failed'));
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(screen.getByText('Choose one at least.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Mail' }));
  expect(screen.getByText('This installation sends no mail.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Add' }).getAttribute('aria-disabled')).toBe('true');
  expect(onSave).not.toHaveBeenCalled();
});

it('an endpoint that was switched off says why', () => {
  render(<EndpointCard endpoint={endpoint} titles={shared.titles} actions={null} said={null} />);
  expect(screen.getByText(/there is nothing there any more/)).toBeTruthy();
  expect(screen.getByText('Train on guidelines')).toBeTruthy();
});

it('a delivery tells its event, its subject, and what came of it', () => {
  const delivery: AlertDelivery = {
    ...{ id: 'msg_1', endpointId: 'ep_1', event: 'job.failed.digest', subject: null, causes: 999 },
    ...{ state: 'retrying', attempts: 2, lastStatus: 503, lastError: 'http_503' },
    ...{ nextAttemptAt: null, createdAt: '2030-01-01T00:00:00.000Z', deliveredAt: null },
  };
  const subject = 'ann~train~0123456789abcdefghjkmnpqrs';
  const rows = [delivery, { ...delivery, id: 'msg_2', event: 'job.failed', subject, causes: 1 }];
  render(
    <DeliveryTable deliveries={rows} endpoints={[endpoint]} jobHref={(id) => `/jobs/${id}`} />,
  );
  expect(screen.getByText('Job failed, 999 more')).toBeTruthy();
  expect(screen.getAllByText('Status 503')).toHaveLength(2);
  expect(screen.getAllByText('Will be tried again')).toHaveLength(2);
  expect(screen.getByRole('link', { name: subject }).getAttribute('href')).toBe(`/jobs/${subject}`);
});

it('a wrong code is said under its field, and letters are not taken', async () => {
  const onConfirm = vi.fn(async () => 'This is not the code.');
  render(
    <ConfirmCode address="mia@example.com" onConfirm={onConfirm} onAgain={async () => 'sent'} />,
  );
  const field = screen.getByLabelText('Code') as HTMLInputElement;
  fireEvent.change(field, { target: { value: '1234 5678x' } });
  expect(field.value).toBe('12345678');
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
  await waitFor(() => expect(screen.getByText('This is not the code.')).toBeTruthy());
  expect(onConfirm).toHaveBeenCalledWith('12345678');
});
