import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Every metric of the product, by name, in one table. Built once per process. */
export const createMetrics = (process: 'web' | 'server' | 'worker') => {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpRequests: new Counter({
      name: 'jobwire_http_requests_total',
      help: 'HTTP requests answered',
      labelNames: ['route', 'method', 'status'],
      registers,
    }),
    httpSeconds: new Histogram({
      name: 'jobwire_http_seconds',
      help: 'Time to answer an HTTP request, long-polls left out',
      labelNames: ['route'],
      buckets: seconds,
      registers,
    }),
    jobsAccepted: new Counter({
      name: 'jobwire_jobs_accepted_total',
      help: 'Jobs committed to the ledger',
      labelNames: ['type'],
      registers,
    }),
    jobsEnded: new Counter({
      name: 'jobwire_jobs_ended_total',
      help: 'Jobs that reached a terminal state',
      labelNames: ['type', 'status'],
      registers,
    }),
    attempts: new Counter({
      name: 'jobwire_attempts_total',
      help: 'Attempts by how they went',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    jobs: new Gauge({
      name: 'jobwire_jobs',
      help: 'Jobs in the ledger, read by the web process when asked; those ended up to a minute old',
      labelNames: ['type', 'status'],
      registers,
    }),
    oldestWaiting: new Gauge({
      name: 'jobwire_oldest_waiting_seconds',
      help: 'How long the job that has waited longest could have run, read by the web process when asked',
      labelNames: ['type'],
      registers,
    }),
    queueJobs: new Gauge({
      name: 'jobwire_queue_jobs',
      help: 'Jobs in the queue on Redis, read by the web process when asked',
      labelNames: ['type', 'state'],
      registers,
    }),
    workers: new Gauge({
      name: 'jobwire_workers',
      help: 'Workers that take jobs, read by the web process when asked; 0 also in the other processes',
      registers,
    }),
    scheduleCritical: new Gauge({
      name: 'jobwire_schedule_critical',
      help: '1 for a schedule that has failed three times in a row, read by the web process when asked',
      labelNames: ['schedule'],
      registers,
    }),
    scheduleLastSuccess: new Gauge({
      name: 'jobwire_schedule_last_success_timestamp_seconds',
      help: 'When a schedule last succeeded, read by the web process when asked; absent before the first time',
      labelNames: ['schedule'],
      registers,
    }),
    outboxWaiting: new Gauge({
      name: 'jobwire_outbox_waiting',
      help: 'Messages to the outside that are due and not sent, read by the web process when asked',
      labelNames: ['outbox'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'jobwire_job_seconds',
      help: 'Run time of an attempt',
      labelNames: ['type'],
      buckets: seconds,
      registers,
    }),
    jobWaitSeconds: new Histogram({
      name: 'jobwire_job_wait_seconds',
      help: 'From due to claimed',
      labelNames: ['type'],
      buckets: seconds,
      registers,
    }),
    slotsBusy: new Gauge({ name: 'jobwire_slots_busy', help: 'Handlers running now', registers }),
    requeued: new Counter({
      name: 'jobwire_requeued_total',
      help: 'Jobs the engine had forgotten and got back from the ledger',
      registers,
    }),
    swept: new Counter({
      name: 'jobwire_swept_total',
      help: 'Changes the feed had not seen and were published late',
      registers,
    }),
    locksLost: new Counter({
      name: 'jobwire_locks_lost_total',
      help: 'Attempts aborted because another may have begun',
      registers,
    }),
    feedCalls: new Counter({
      name: 'jobwire_feed_calls_total',
      help: 'Publishing calls',
      registers,
    }),
    feedEvents: new Counter({
      name: 'jobwire_feed_events_total',
      help: 'Durable events published',
      registers,
    }),
    sockets: new Gauge({ name: 'jobwire_sockets', help: 'Open authenticated sockets', registers }),
    socketRefusals: new Counter({
      name: 'jobwire_socket_refusals_total',
      help: 'Handshakes refused',
      labelNames: ['code'],
      registers,
    }),
    socketsCut: new Counter({
      name: 'jobwire_sockets_cut_total',
      help: 'Connections ended by the server',
      labelNames: ['reason'],
      registers,
    }),
    relayChannels: new Gauge({
      name: 'jobwire_relay_channels',
      help: 'Redis channels subscribed to',
      registers,
    }),
    relayed: new Counter({
      name: 'jobwire_relayed_total',
      help: 'Messages relayed from Redis to a room',
      labelNames: ['kind'],
      registers,
    }),
    relayDropped: new Counter({
      name: 'jobwire_relay_dropped_total',
      help: 'Messages from Redis that did not fit their schema',
      labelNames: ['reason'],
      registers,
    }),
    providerCalls: new Counter({
      name: 'jobwire_provider_calls_total',
      help: 'Requests to an AI provider by how they went',
      labelNames: ['provider', 'model', 'outcome'],
      registers,
    }),
    providerTokens: new Counter({
      name: 'jobwire_provider_tokens_total',
      help: 'Tokens that providers said they used',
      labelNames: ['provider', 'model', 'direction'],
      registers,
    }),
    providerPausedSeconds: new Counter({
      name: 'jobwire_provider_paused_seconds_total',
      help: 'Seconds for which an AI provider asked to be left alone',
      labelNames: ['provider'],
      registers,
    }),
    pushes: new Counter({
      name: 'jobwire_pushes_total',
      help: 'Web Push messages by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    alerts: new Counter({
      name: 'jobwire_alerts_total',
      help: 'Attempts to deliver an alert by how they went',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    scheduleSlots: new Counter({
      name: 'jobwire_schedule_slots_total',
      help: 'Slots of schedules by what became of them',
      labelNames: ['schedule', 'outcome'],
      registers,
    }),
    dependencyErrors: new Counter({
      name: 'jobwire_dependency_errors_total',
      help: 'Failed calls to a store',
      labelNames: ['store'],
      registers,
    }),
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
