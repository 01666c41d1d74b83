import { join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { jobTypes } from '#contracts/jobs/index';
import type { Platform } from '#platform/platform';

const BASE_PATH = '/admin/queues';

/** Where the board's own files lie, from the folder that the server was started in; see next.config.ts. */
const UI_FOLDER = 'node_modules/@bull-board/ui';

const boards = new WeakMap<Platform['engine'], Hono>();

const build = (engine: Platform['engine']): Hono => {
  const serverAdapter = new HonoAdapter(serveStatic);
  serverAdapter.setBasePath(BASE_PATH);
  createBullBoard({
    queues: jobTypes.map(
      (type) =>
        new BullMQAdapter(engine.queue(type), {
          // The ledger says what a job is: one retried or removed here would be delivered again, or be lost to it.
          readOnlyMode: true,
          description: 'Read-only. What has ended leaves the queue; the ledger keeps it.',
        }),
    ),
    serverAdapter,
    options: {
      uiBasePath: join(process.cwd(), UI_FOLDER),
      uiConfig: {
        boardTitle: 'Queues',
        hideDocsLink: true,
        miscLinks: [{ text: 'Jobwire', url: '/' }],
      },
    },
  });
  return new Hono().route(BASE_PATH, serverAdapter.registerPlugin());
};

/** What BullMQ holds of every job type, over the engine's own queues and so its one connection. */
export const queueBoard = (engine: Platform['engine']): Hono => {
  const known = boards.get(engine);
  if (known) return known;
  const made = build(engine);
  boards.set(engine, made);
  return made;
};
