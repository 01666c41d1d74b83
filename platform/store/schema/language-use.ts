import { bigint, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** How often each language was used, by hour: sums alone, nobody's in particular. */
export const languageUse = pgTable(
  'language_use',
  {
    /** When the hour began, UTC. */
    hour: timestamp('hour', { withTimezone: true, mode: 'date' }).notNull(),
    /** BCP 47; `und` = one too many. */
    language: text('language').notNull(),
    kind: text('kind').notNull(),
    uses: bigint('uses', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.language, table.kind] })],
);
