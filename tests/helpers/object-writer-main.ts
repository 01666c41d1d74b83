import { createFsDriver } from '#platform/objects/fs-driver';

/**
 * Puts one large object over and over, each time of another letter, says so before each put, and deletes and lists in
 * between; until it is killed. Arguments: the folder.
 */
const [, , root = ''] = process.argv;
const driver = createFsDriver(root);
const never = new AbortController().signal;
for (let turn = 0; ; turn += 1) {
  process.stdout.write('.');
  const body = Buffer.alloc(6_000_000 + turn, 97 + (turn % 26));
  await driver.put('kept/object', body, 'text/plain', never);
  await driver.put('dropped/object', body, 'text/plain', never);
  await driver.deletePrefix('dropped/', never);
}
