import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What an installation makes once and keeps, such as the keys of Web Push. */
export const installationSettings = pgTable('installation_settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

/** A browser that wants to hear of its owner's jobs while no page is open. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    /** Address at the browser's push service; whoever knows it and the keys can write to that browser. */
    endpoint: text('endpoint').notNull().unique(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    lang: text('lang').notNull(),
    /** Jobs that ended before this are no news. */
    createdAt: time('created_at').notNull().defaultNow(),
    /** When the browser last said that it is still there. */
    renewedAt: time('renewed_at').notNull().defaultNow(),
    lastSuccessAt: time('last_success_at'),
    /** Messages given up since the last that was taken. */
    failures: integer('failures').notNull().default(0),
  },
  (table) => [index('push_subscriptions_owner').on(table.owner)],
);

/**
 * One row per ended job and browser, made after the job's end and kept for a day: what has a row is not
 * announced twice.
 */
export const pushOutbox = pgTable(
  'push_outbox',
  {
    jobId: text('job_id').notNull(),
    subscriptionId: text('subscription_id')
      .notNull()
      .references(() => pushSubscriptions.id, { onDelete: 'cascade' }),
    attempts: integer('attempts').notNull().default(0),
    /** When to send, or to send again; null once there is nothing left to do. */
    dueAt: time('due_at'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.subscriptionId] }),
    index('push_outbox_due').on(table.dueAt).where(sql`due_at is not null`),
    index('push_outbox_subscription').on(table.subscriptionId),
  ],
);

/** Endings a person has been shown, in whatever browser; a table of its own spares `jobs` the write. */
export const jobSeen = pgTable(
  'job_seen',
  {
    jobId: text('job_id').primaryKey(),
    seenAt: time('seen_at').notNull().defaultNow(),
  },
  (table) => [index('job_seen_at').on(table.seenAt)],
);
