import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { exportSections, notExported } from '#platform/user-data/export-sections';
import { impersonalTables, personalColumns } from '#platform/user-data/personal-data';

/*
 * Whoever adds a table says whether people are in it, and how they get out again. A name that nobody thought of would
 * outlive the person who asked to be forgotten.
 */
const modules = import.meta.glob<Record<string, unknown>>('../../../platform/store/schema/*.ts', {
  eager: true,
});
const tables = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is PgTable => value instanceof PgTable)
  .map((table) => getTableConfig(table));
const columnsOf = (name: string): string[] =>
  tables.find((table) => table.name === name)?.columns.map((column) => column.name) ?? [];

/** Names by which a column names somebody: by id, by a job of theirs, by an address. */
const suspicious =
  /^(owner|actor|subject|target|cause|email|address|identifier|parent_id|child_id)$|(^|_)(user_id|job_id|by)$/;
const known = new Set(personalColumns.map(({ table, column }) => `${table}.${column}`));
const personal = new Set(personalColumns.map(({ table }) => table));
/** Tables whose rows go whatever they say: then their other columns go with them. */
const emptied = new Set(
  personalColumns
    .filter(({ erase, where }) => (erase === 'rows' || erase === 'cascade') && !where)
    .map(({ table }) => table)
    .concat('jobs'),
);

test('every table is said to be about people or about nobody, and not both', () => {
  expect(tables.length).toBeGreaterThan(40);
  const names = tables.map(({ name }) => name);
  const silent = names.filter((name) => !personal.has(name) && !(name in impersonalTables));
  expect(silent).toEqual([]);
  expect([...personal].filter((name) => name in impersonalTables)).toEqual([]);
  const gone = [...personal, ...Object.keys(impersonalTables)].filter(
    (name) => !names.includes(name),
  );
  expect(gone).toEqual([]);
});

test('every column that looks as if it named somebody is erased', () => {
  const missed = tables
    .filter(({ name }) => !(name in impersonalTables) && !emptied.has(name))
    .flatMap(({ name, columns }) =>
      columns
        .filter((column) => suspicious.test(column.name) && !known.has(`${name}.${column.name}`))
        .map((column) => `${name}.${column.name}`),
    );
  expect(missed).toEqual([]);
  const unknown = personalColumns.filter(({ table, column }) => !columnsOf(table).includes(column));
  expect(unknown).toEqual([]);
});

test('every table about people is in the export, or is left out for a reason', () => {
  const read = exportSections.map(({ table, columns }) => `${table} ${columns}`).join(' ');
  const silent = [...personal].filter(
    (table) => !new RegExp(`\\b${table}\\b`).test(read) && !(table in notExported),
  );
  expect(silent).toEqual([]);
});

test('the export holds nothing that lets somebody in', () => {
  const read = exportSections.map(({ columns }) => columns).join(' ');
  expect(read).not.toMatch(
    /\b(token|password|secret|previous_secret|p256dh|auth|code_hash|access_token)\b/,
  );
});
