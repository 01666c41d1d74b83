import type { AlertScope } from '#contracts/alert-events';
import type {
  AlertDelivery,
  AlertDeliveryList,
  AlertEndpoint,
  AlertEndpointAnswer,
  AlertEndpointEdit,
  AlertEndpointList,
  AlertEndpointRequest,
} from '#contracts/alerts';
import { readJson } from '../_lib/read-json';

const path = '/api/alerts/endpoints';
const one = (id: string) => `${path}/${encodeURIComponent(id)}`;

const sending = (method: string, body?: unknown): RequestInit =>
  body === undefined
    ? { method }
    : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };

export const readEndpoints = (signal?: AbortSignal): Promise<AlertEndpointList> =>
  readJson<AlertEndpointList>(path, 'mine', signal);

export const readDeliveries = async (
  scope: AlertScope,
  signal?: AbortSignal,
  endpoint?: string,
): Promise<AlertDelivery[]> => {
  const query = new URLSearchParams({ scope, ...(endpoint ? { endpoint } : {}) });
  const answer = await readJson<AlertDeliveryList>(
    `/api/alerts/deliveries?${query}`,
    'deliveries',
    signal,
  );
  return answer.deliveries;
};

export const createEndpoint = (request: Partial<AlertEndpointRequest>) =>
  readJson<AlertEndpointAnswer>(path, 'endpoint', undefined, sending('POST', request));

export const editEndpoint = (id: string, edit: AlertEndpointEdit) =>
  readJson<{ endpoint: AlertEndpoint }>(one(id), 'endpoint', undefined, sending('PATCH', edit));

export const removeEndpoint = (id: string) =>
  readJson<{ ok: true }>(one(id), 'ok', undefined, sending('DELETE'));

export const testEndpoint = async (id: string): Promise<string> => {
  const sent = sending('POST');
  const answer = await readJson<{ deliveryId: string }>(
    `${one(id)}/test`,
    'deliveryId',
    undefined,
    sent,
  );
  return answer.deliveryId;
};

export const rotateSecret = (id: string) =>
  readJson<AlertEndpointAnswer>(`${one(id)}/rotate-secret`, 'endpoint', undefined, sending('POST'));

export const sendCode = (id: string) =>
  readJson<{ ok: true }>(`${one(id)}/code`, 'ok', undefined, sending('POST'));

export const confirmCode = (id: string, code: string) =>
  readJson<{ ok: true }>(`${one(id)}/confirm`, 'ok', undefined, sending('POST', { code }));
