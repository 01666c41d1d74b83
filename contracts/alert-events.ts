/** `mine`: for one's own jobs. `operators`: for everybody's, and for the schedules; admins only. */
export const alertScopes = ['mine', 'operators'] as const;
export type AlertScope = (typeof alertScopes)[number];

export const alertKinds = ['webhook', 'slack', 'email'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What a person may ask to hear of their jobs. */
export const jobAlertEvents = ['job.completed', 'job.failed', 'job.cancelled'] as const;
/** What operators may. */
export const operatorAlertEvents = [
  'job.failed',
  'schedule.critical',
  'schedule.recovered',
] as const;
export const alertEvents = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'schedule.critical',
  'schedule.recovered',
] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** Endpoints a person may have, and the operators together. */
export const MAX_ALERT_ENDPOINTS = 10;
