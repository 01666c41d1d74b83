import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePglite } from '../../scripts/database/serve-pglite.mjs';
import { freePort } from '../helpers/free-port';

let db: PGlite;
let server: Awaited<ReturnType<typeof servePglite>>;
let url: string;

beforeAll(async () => {
  db = await PGlite.create();
  await db.exec('create table taken (id int primary key); insert into taken values (1)');
  await db.exec('create table notes (text text)');
  const port = await freePort();
  server = await servePglite({ db, port, maxConnections: 12 });
  url = `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
});
afterAll(async () => {
  await server?.stop();
  await db?.close();
});

const connect = async () => {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return client;
};

const ROUNDS = 60;

describe('the embedded database, used by many at once', () => {
  it('gives everybody their own rows, whoever fails, rolls back or breaks off beside them', async () => {
    const pool = new pg.Pool({ connectionString: url, max: 8 });
    const wrong: unknown[] = [];
    const ask = async (name: string, round: number) => {
      const text =
        round % 2 ? 'select $1::text as a, $2::int as b' : 'select $2::int as b, $1::text as a';
      const { rows } = await pool.query(text, [name, round]);
      if (JSON.stringify(rows.map(({ a, b }) => [a, b])) !== JSON.stringify([[name, round]]))
        wrong.push(rows);
    };
    const refused = [
      () => pool.query('insert into taken (id) values ($1)', [1]),
      () => pool.query('select * from nowhere where id = $1', [1]),
      () => pool.query('select $1::int', ['no number']),
    ];
    const transact = async (round: number) => {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('insert into notes values ($1)', [`kept ${round}`]);
      await client.query(round % 2 ? 'commit' : 'rollback');
      client.release();
    };
    const breakOff = async () => {
      const client = await connect();
      await client.query('begin');
      client.query('insert into notes values ($1)', ['half']).catch(() => {});
      (
        client as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy();
    };
    const repeat = async (work: (round: number) => Promise<unknown>) => {
      for (let round = 0; round < ROUNDS; round++) await work(round);
    };
    await Promise.all([
      ...['ann', 'bob', 'cat', 'dan', 'eve'].map((name) => repeat((round) => ask(name, round))),
      ...refused.map((fail) =>
        repeat(() => expect(fail()).rejects.toThrow(/duplicate|nowhere|invalid/)),
      ),
      repeat(transact),
      repeat((round) => (round % 10 === 0 ? breakOff() : ask('fay', round))),
    ]);
    expect(wrong).toEqual([]);
    const { rows } = await pool.query('select count(*)::int as kept from notes');
    expect(rows).toEqual([{ kept: ROUNDS / 2 }]);
    await pool.end();
  });

  it('keeps others out of an open transaction, and lets them in when its client is gone', async () => {
    const [holder, other] = [await connect(), await connect()];
    await holder.query('begin');
    await holder.query("insert into notes values ('open')");
    const order: string[] = [];
    const waiting = other
      .query("select count(*)::int as seen from notes where text = 'open'")
      .then(({ rows }) => order.push(`other saw ${rows[0].seen}`));
    await holder.query("select 'still mine'").then(() => order.push('holder'));
    (
      holder as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
    await waiting;
    expect(order).toEqual(['holder', 'other saw 0']);
    await other.end();
  });

  it('refuses one client too many in Postgres’ own words', async () => {
    const clients = await Promise.all(Array.from({ length: 12 }, connect));
    await expect(connect()).rejects.toThrow('too many clients');
    await Promise.all(clients.map((client) => client.end()));
  });
});
