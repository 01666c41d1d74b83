import type { Pool } from 'pg';

/**
 * A value that an installation makes once. Of several processes that ask at once all get the same one:
 * whoever inserts first has made it.
 */
export const installationSetting = async (
  pool: Pool,
  name: string,
  make: () => string,
): Promise<string> => {
  const find = async () => {
    const found = await pool.query<{ value: string }>(
      'select value from installation_settings where name = $1',
      [name],
    );
    return found.rows[0]?.value;
  };
  const known = await find();
  if (known !== undefined) return known;
  const value = make();
  await pool.query(
    'insert into installation_settings (name, value) values ($1, $2) on conflict (name) do nothing',
    [name, value],
  );
  return (await find()) ?? value;
};
