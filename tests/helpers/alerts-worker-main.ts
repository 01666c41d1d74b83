import { createAlertSender } from '#platform/alerts/create-alert-sender';
import { startAlertCollector } from '#platform/alerts/start-alert-collector';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from '#worker/create-worker';
import type { WorkerDeps } from '#worker/job-handler';
import { deliverAlert } from '#worker/jobs/deliver-alert';

/**
 * Entry of a worker process that delivers alerts. DIE_AT says where it kills itself: `plan`, between the commit of a
 * delivery and its hand-over; `answer`, between the receiver's answer and its note.
 */
const dieAt = process.env.DIE_AT;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal comes before the next statement that matters; this keeps anything else from being done.
  for (;;);
};

const platform = createPlatform(loadConfig(process.env), 'worker');
const { outgoing, handOver } = platform;
const deadly: typeof outgoing = {
  ...outgoing,
  fetch: async (url, options) => {
    const answer = await outgoing.fetch(url, options);
    return dieAt === 'answer' ? die() : answer;
  },
};
const alerts = createAlertSender({ ...platform, outgoing: deadly });
createWorker({
  platform,
  handlers: {
    'deliver-alert': (input, context) =>
      deliverAlert(input as { deliveryId: string }, context, { alerts } as WorkerDeps),
  },
  schedules: [],
});
startAlertCollector(
  {
    ...platform,
    handOver: { ...handOver, deliver: (row) => (dieAt === 'plan' ? die() : handOver.deliver(row)) },
  },
  { tickMs: 50 },
);
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
