import { createServer, type Server } from 'node:http';
import type { Platform } from '#platform/platform';
import type { JobWorker } from './create-worker';

/**
 * Health and metrics on the worker's own port. Liveness says that the process answers; readiness that
 * it takes jobs and both stores answer.
 */
export const createHealthServer = (platform: Platform, worker: JobWorker): Server => {
  const { config, metrics } = platform;

  const ready = async () => {
    const health = await platform.health();
    return worker.open && health.redis && health.postgres;
  };

  /** Metrics name queues and counts: open to nobody but the holder of the token, where one is set. */
  const mayRead = (authorization: string | undefined): boolean =>
    config.auth.metricsToken === undefined
      ? !config.production
      : authorization === `Bearer ${config.auth.metricsToken}`;

  return createServer((request, response) => {
    const answer = (status: number, body: string, type = 'application/json') => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(405, '{"status":"method not allowed"}');
    const path = (request.url ?? '').split('?')[0];
    if (path === '/health/live') return answer(200, '{"status":"ok"}');
    if (path === '/health/ready') {
      void ready().then((ok) =>
        answer(ok ? 200 : 503, ok ? '{"status":"ok"}' : '{"status":"unavailable"}'),
      );
      return;
    }
    if (path === '/metrics' && mayRead(request.headers.authorization)) {
      void metrics.registry
        .metrics()
        .then((text) => answer(200, text, metrics.registry.contentType));
      return;
    }
    answer(404, '{"status":"not found"}');
  });
};
