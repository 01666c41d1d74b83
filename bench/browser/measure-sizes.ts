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
  /** What decides about toasts and speaks: on every page, without what the shell has brought along, hooks and messages. */
  readonly notifications: number;
  /** What draws toasts, with the first one or when the page is idle; without Sonner. */
  readonly toastStack: number;
  /** Notifications of the browser and Web Push, after the page. */
  readonly desktopNotices: number;
  readonly sonner: number;
}

const entries = ['use-background-jobs', 'use-job', 'use-jobs-connection', 'jobs-provider'];
const besideNotifications = [
  'react',
  'react-dom',
  'react/jsx-runtime',
  'sonner',
  'lucide-react',
  'cmdk',
  'radix-ui',
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
  const notifications = await measureBundle({ apart: ['app/shell-view.tsx'] }, besideNotifications);
  const shell = notifications.withStatic(notifications.chunkOf('app/shell-view.tsx'));
  const entry = notifications.withStatic(
    notifications.chunkOf('app/job-progress-notifications-view.tsx'),
  );
  const later = (source: string) =>
    notifications.gzipped(
      [...notifications.withStatic(notifications.chunkOf(source))].filter(
        (name) => !shell.has(name) && !entry.has(name),
      ),
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
    notifications: notifications.gzipped([...entry].filter((name) => !shell.has(name))),
    toastStack: later('app/toasts/toast-stack-view.tsx'),
    desktopNotices: later('app/notifications/desktop-notices.ts'),
    sonner: sonner.gzipped(sonner.chunks),
  };
};
