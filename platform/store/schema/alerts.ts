import { sql } from 'drizzle-orm';
import {
  bigserial,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Where alerts go: a person's own endpoints, and those of the installation's operators. */
export const alertEndpoints = pgTable(
  'alert_endpoints',
  {
    id: text('id').primaryKey(),
    /** `mine`: of `owner`, for the owner's jobs. `operators`: of all admins, for everybody's. */
    scope: text('scope').notNull(),
    /** Whoever made it; `system` where configuration did. */
    owner: text('owner').notNull(),
    /** `page` or `config`; what configuration says is read from it, never from here. */
    source: text('source').notNull().default('page'),
    kind: text('kind').notNull(),
    name: text('name').notNull().default(''),
    /** Of webhooks and Slack. A Slack address is a secret as a whole. */
    url: text('url'),
    secret: text('secret'),
    /** The secret before the last change, which signs beside the new one until then. */
    previousSecret: text('previous_secret'),
    previousUntil: time('previous_until'),
    /** Of mail: the sign-in address as it was confirmed. */
    address: text('address'),
    /** Digest of the code that was mailed to confirm the address, and how often it was guessed. */
    codeHash: text('code_hash'),
    codeUntil: time('code_until'),
    codeTries: integer('code_tries').notNull().default(0),
    events: text('events').array().notNull(),
    /** Empty: every job type. */
    types: text('types').array().notNull().default(sql`'{}'`),
    /** Language of mail and Slack. */
    lang: text('lang').notNull().default('en'),
    /** `active`, `disabled`, or `unconfirmed`. */
    state: text('state').notNull().default('active'),
    /** Why it is disabled: `owner`, `gone`, `blocked` or `failing`. */
    reason: text('reason'),
    /** What happened before this is no news. */
    activeSince: time('active_since').notNull().defaultNow(),
    /** Deliveries given up since the last that was taken. */
    failures: integer('failures').notNull().default(0),
    lastSuccessAt: time('last_success_at'),
    /** +1 per change; an edit made on an old page is noticed. */
    version: integer('version').notNull().default(1),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [index('alert_endpoints_owner').on(table.owner)],
);

/** A schedule that began to fail again and again, or recovered; written by the statement that changes its state. */
export const alertNotices = pgTable(
  'alert_notices',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    event: text('event').notNull(),
    schedule: text('schedule').notNull(),
    at: time('at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [index('alert_notices_at').on(table.at)],
);

/**
 * The outbox: one row per endpoint and cause, read from the ledger. What has a row is not told twice, what has no
 * delivery yet waits for one.
 */
export const alertEvents = pgTable(
  'alert_events',
  {
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => alertEndpoints.id, { onDelete: 'cascade' }),
    /** A job's id, or `notice:<id>`. */
    cause: text('cause').notNull(),
    event: text('event').notNull(),
    /** What counts as the same trouble. */
    fingerprint: text('fingerprint').notNull(),
    at: time('at').notNull(),
    collectedAt: time('collected_at').notNull().default(sql`clock_timestamp()`),
    deliveryId: text('delivery_id'),
  },
  (table) => [
    primaryKey({ columns: [table.endpointId, table.cause] }),
    index('alert_events_waiting').on(table.endpointId).where(sql`delivery_id is null`),
    index('alert_events_collected').on(table.collectedAt),
  ],
);

/** How much of one trouble an endpoint has heard lately; what is over that is told when the window closes. */
export const alertWindows = pgTable(
  'alert_windows',
  {
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => alertEndpoints.id, { onDelete: 'cascade' }),
    fingerprint: text('fingerprint').notNull(),
    until: time('until').notNull(),
    sent: integer('sent').notNull(),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.fingerprint] })],
);

/** One message to one endpoint. Its id is the `webhook-id`, the same however often it is sent. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    id: text('id').primaryKey(),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => alertEndpoints.id, { onDelete: 'cascade' }),
    event: text('event').notNull(),
    /** What it is about, for the list: a job's id or a schedule's name. */
    subject: text('subject'),
    /** Causes it stands for. */
    causes: integer('causes').notNull().default(1),
    /** JSON, as it is signed and sent. */
    payload: text('payload').notNull(),
    /** The job that sends it: how far that is says how far this is. */
    jobId: text('job_id').notNull(),
    attempts: integer('attempts').notNull().default(0),
    deliveredAt: time('delivered_at'),
    /** It will not be sent: its endpoint was switched off meanwhile. */
    droppedAt: time('dropped_at'),
    /** HTTP or SMTP status of the last answer. */
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('alert_deliveries_endpoint').on(table.endpointId, table.createdAt.desc()),
    index('alert_deliveries_created').on(table.createdAt),
  ],
);

/** Who changed what of the endpoints; also what confirmation mails were sent. */
export const alertChanges = pgTable(
  'alert_changes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    endpointId: text('endpoint_id').notNull(),
    scope: text('scope').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    detail: text('detail'),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [index('alert_changes_actor').on(table.actor, table.at)],
);
