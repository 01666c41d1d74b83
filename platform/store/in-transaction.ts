import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction, rolled back where it throws. */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    // One that could not be rolled back is not given to somebody else.
    client.release(broken);
  }
};
