import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorCode, errorCodes } from '#contracts/errors';
import type { Platform } from '#platform/platform';

export interface HealthDeps {
  readonly platform: Pick<Platform, 'health' | 'metrics' | 'config' | 'log'>;
  /** True from the first moment of a shutdown: no new clients, please. */
  isClosing(): boolean;
  /** Brings counters up to date before they are read. */
  beforeMetrics(): void;
}

const send = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};

const sendProblem = (
  response: ServerResponse,
  code: ErrorCode,
  detail: string,
  headers: Record<string, string> = {},
): void => {
  const { status, title } = errorCodes[code];
  const problem = { type: 'about:blank', title, status, code, detail };
  send(response, status, JSON.stringify(problem), {
    'Content-Type': 'application/problem+json',
    ...headers,
  });
};

const mayReadMetrics = (request: IncomingMessage, token: string): boolean => {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** The HTTP side of the socket port: is it alive, can it serve, its metrics. Nothing else. */
export const createHealthHandler = ({ platform, isClosing, beforeMetrics }: HealthDeps) => {
  const { metricsToken } = platform.config.auth;

  const ready = async (response: ServerResponse): Promise<void> => {
    const health = await platform.health();
    const isReady = health.redis && health.postgres && !isClosing();
    const body = JSON.stringify({ status: isReady ? 'ready' : 'not_ready', ...health });
    send(response, isReady ? 200 : 503, body, isReady ? {} : { 'Retry-After': '2' });
  };

  const metrics = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!metricsToken) return sendProblem(response, 'not_found', 'METRICS_TOKEN is not set.');
    if (!mayReadMetrics(request, metricsToken)) {
      return sendProblem(response, 'unauthorized', 'Send the metrics token as Bearer.', {
        'WWW-Authenticate': 'Bearer',
      });
    }
    beforeMetrics();
    const { registry } = platform.metrics;
    send(response, 200, await registry.metrics(), { 'Content-Type': registry.contentType });
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/health/live' && path !== '/health/ready' && path !== '/metrics') {
      return sendProblem(response, 'not_found', 'There is nothing here.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendProblem(response, 'method_not_allowed', 'Use GET.', { Allow: 'GET, HEAD' });
    }
    if (path === '/health/live') return send(response, 200, '{"status":"live"}');
    return path === '/metrics' ? metrics(request, response) : ready(response);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    route(request, response).catch((error: unknown) => {
      platform.log.error({ err: error }, 'a health request failed');
      if (!response.headersSent) sendProblem(response, 'internal', 'Something broke on our side.');
    });
  };
};
