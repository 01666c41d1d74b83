import { measureBundle } from '../../tests/helpers/measure-bundle';

/** Bytes over the wire, gzip at its best. */
export interface Sizes {
  /** Hooks and client: what has to be there before a page can be drawn. */
  readonly hooksFirst: number;
  /** What keeps the jobs up to date, loaded after it. */
  readonly hooksEngine: number;
  /** Which tab shows an ending, loaded with the first one. */
  readonly hooksClaims: number;
  /** Socket.IO's client, in the tab that holds the connection. */
  readonly socketIo: number;
  /** Toasts and announcer, without Sonner, icons, hooks and messages. */
  readonly notifications: number;
  readonly sonner: number;
}

const entries = ['use-background-jobs', 'use-job', 'use-jobs-connection', 'jobs-provider'];
const besideNotifications = [
  'react',
  'react-dom',
  'react/jsx-runtime',
  'sonner',
  'lucide-react',
  'next/*',
  '#hooks/*',
  '#components/messages',
];

export const measureSizes = async (): Promise<Sizes> => {
  const hooks = await measureBundle({ together: entries.map((name) => `hooks/${name}`) }, [
    'react',
  ]);
  const first = hooks.withStatic(hooks.chunkOf('use-background-jobs.ts'));
  const sizeOf = (source: string) =>
    hooks.gzipped([...hooks.withStatic(hooks.chunkOf(source))].filter((name) => !first.has(name)));
  const notifications = await measureBundle(
    { apart: ['app/job-progress-notifications-view.tsx'] },
    besideNotifications,
  );
  const sonner = await measureBundle({ apart: ['node_modules/sonner/dist/index.mjs'] }, [
    'react',
    'react-dom',
  ]);
  return {
    hooksFirst: hooks.gzipped(first),
    hooksEngine: sizeOf('client-engine.ts'),
    hooksClaims: sizeOf('terminal-claims.ts'),
    socketIo: sizeOf('socket.io-client/build/esm/index.js'),
    notifications: notifications.gzipped(notifications.chunks),
    sonner: sonner.gzipped(sonner.chunks),
  };
};
