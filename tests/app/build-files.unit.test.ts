import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createBuildFiles } from '../../app/_lib/build-files';

it('breaks off the answer when a file of the build is gone, and goes on serving the others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jobwire-files-'));
  const files = join(folder, '.next/static');
  await mkdir(files, { recursive: true });
  for (const name of ['gone.js', 'kept.js']) await writeFile(join(files, name), 'let a = 1;');
  const buildFiles = createBuildFiles(folder);
  const server = createServer((request, response) =>
    buildFiles(request, response, () => response.writeHead(404).end(request.url)),
  ).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const get = (path: string) => fetch(`http://127.0.0.1:${port}/_next/static/${path}`);
  await rm(join(files, 'gone.js'));
  await expect(get('gone.js').then((answer) => answer.text())).rejects.toThrow();
  expect(await (await get('kept.js')).text()).toBe('let a = 1;');
  const none = await get('none.js');
  expect([none.status, await none.text()]).toEqual([404, '/_next/static/none.js']);
});
