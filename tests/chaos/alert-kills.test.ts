import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startPushEndpoint } from '../helpers/push-endpoint';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

test('workers killed before an alert is queued, and before its answer is noted, lose none and send it under one id', async ({
  onTestFinished,
}) => {
  const receiver = await startPushEndpoint();
  const env = { OUTBOUND_ALLOW: new URL(receiver.origin).host };
  const core = await startCore({ env });
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
    await receiver.stop();
  });
  const launch = async (more: Record<string, string> = {}) => {
    const environment = { ...core.environment, ...more, WORKER_PORT: '0' };
    const worker = await startWorkerProcess(environment, 'alerts-worker-main');
    workers.push(worker);
    return worker;
  };
  const { alerts, pool, ledger } = core.platform;
  const who = { userId: 'ann', role: 'user', via: 'token' } as const;
  const { secret } = await alerts.create(who, {
    scope: 'mine',
    kind: 'webhook',
    name: '',
    url: `${receiver.origin}/hook`,
    events: ['job.cancelled'],
    types: [],
    lang: 'en',
  });
  const { id } = await core.submit('career-insights');
  await ledger.cancel(id, 'ann', false);
  const deliveries = () => alerts.deliveries(who, { scope: 'mine', limit: 10 });

  await (await launch({ DIE_AT: 'plan' })).gone;
  expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  expect(receiver.received).toEqual([]);

  await (await launch({ DIE_AT: 'answer' })).gone;
  expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  expect(receiver.received).toHaveLength(1);

  await launch();
  const [done] = await eventually(
    async () => {
      const found = await deliveries();
      return found[0]?.state === 'delivered' ? found : null;
    },
    90_000,
    'the delivery',
  );
  expect(done).toMatchObject({ event: 'job.cancelled', subject: id, attempts: 2 });
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([done?.id, done?.id]);
  for (const { body, headers } of receiver.received) {
    new Webhook(secret ?? '').verify(body, headers as Record<string, string>);
  }
  const { rows } = await pool.query('select cause, delivery_id from alert_events');
  expect(rows).toEqual([{ cause: id, delivery_id: done?.id }]);
}, 180_000);
