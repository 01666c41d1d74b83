import { z } from 'zod';
import { defineJob } from '../define-job';

/** Sends one alert to one endpoint. The platform starts it; its failure is never an alert itself. */
export const deliverAlert = defineJob({
  type: 'deliver-alert',
  system: 'operations',
  title: 'Deliver an alert',
  summary: 'Sends one alert to one endpoint. The platform starts it by itself.',
  input: z.strictObject({
    deliveryId: z
      .string()
      .regex(/^msg_[A-Za-z0-9_-]{10,60}$/)
      .meta({ title: 'Delivery', examples: ['msg_0123456789abcdefghij-A'] }),
  }),
  output: z.object({
    outcome: z.enum(['delivered', 'dropped']),
    /** HTTP or SMTP status of the answer; null where nothing was sent. */
    status: z.number().int().nullable(),
  }),
  // How long it waits between them, the handler says: from 20 s up to 12 h, about a day in all.
  limits: { attempts: 11, timeoutMs: 60_000, backoffMs: 20_000 },
  role: 'admin',
  startedBy: 'platform',
  keepDays: 30,
  headline: ({ outcome, status }) =>
    outcome === 'dropped'
      ? 'Not sent: its endpoint is switched off'
      : `Delivered${status === null ? '' : ` (${status})`}`,
});
