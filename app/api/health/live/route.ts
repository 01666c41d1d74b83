import { json, methods, route } from '../../_lib/route';

/** The process answers. Says nothing of the stores: restarting it would not bring them back. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/health/live', {
  GET: route({ auth: 'none', handler: () => json({ status: 'ok' }) }),
});
