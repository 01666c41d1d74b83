import { beforeAll, expect, it } from 'vitest';
import { measureSizes } from '../../bench/browser/measure-sizes';
import { type Bundle, measureBundle } from '../helpers/measure-bundle';

const views = [
  'app/catalogue-view',
  'app/shell-loader-view',
  'app/(auth)/sign-in/sign-in-view',
  'app/studio-view',
  'app/jobs/jobs-view',
  'app/jobs/[jobId]/job-view',
];

let bundle: Bundle;
beforeAll(async () => {
  bundle = await measureBundle({ apart: views.map((view) => `${view}.tsx`) }, [
    'react',
    'react-dom',
    'react/jsx-runtime',
    'next/*',
    'lucide-react',
    'radix-ui',
    'virtua',
    'sonner',
    'cmdk',
  ]);
});

/** Sources that a chunk brings along before anything is asked for. */
const atOnce = (source: string): string[] => {
  const chunk = bundle.chunkOf(source);
  expect(chunk, source).not.toBe('');
  return bundle.sourcesOf(bundle.withStatic(chunk));
};

it.each([
  ['the shell', 'app/shell-view.tsx'],
  ['the toasts', 'app/job-progress-notifications-view.tsx'],
  ['sign-in', 'app/(auth)/sign-in/sign-in-view.tsx'],
  ['the Studio', 'app/studio-view.tsx'],
  ['the list of jobs', 'app/jobs/jobs-view.tsx'],
  ['a job', 'app/jobs/[jobId]/job-view.tsx'],
])('%s needs neither the contracts nor their schema library', (_name, source) => {
  const heavy = atOnce(source).filter((one) => /node_modules\/zod|contracts\/jobs\//.test(one));
  expect(heavy).toEqual([]);
});

it('sign-in does not bring the shell along, and the shell not the toasts, the tray and the menu', () => {
  const signIn = atOnce('app/(auth)/sign-in/sign-in-view.tsx');
  expect(signIn.filter((one) => /shell-view|hooks\//.test(one))).toEqual([]);
  const shell = atOnce('app/shell-view.tsx');
  const later = /job-progress-notifications-view|job-tray|command-menu|client-engine/;
  expect(shell.filter((one) => later.test(one))).toEqual([]);
});

it('menus and toasts are drawn by code that comes when one is near', () => {
  const lists = ['app/jobs/jobs-view.tsx', 'app/jobs/[jobId]/job-view.tsx'].flatMap(atOnce);
  expect(lists.filter((one) => one.includes('ui/menu-layer'))).toEqual([]);
  const entry = atOnce('app/job-progress-notifications-view.tsx');
  expect(entry.filter((one) => /toast-stack|job-toast\.tsx|desktop-notices\.ts/.test(one))).toEqual(
    ['app/notifications/use-desktop-notices.ts'],
  );
});

it('notifications add at most 4 kB to every page', async () => {
  expect((await measureSizes()).notifications).toBeLessThanOrEqual(4 * 1024);
});

it('a language is loaded alone', () => {
  const [en, he] = ['contracts/messages/en/index.ts', 'contracts/messages/he/index.ts'];
  expect(atOnce(en).filter((one) => one.includes('messages/he/'))).toEqual([]);
  expect(atOnce(he).filter((one) => one.includes('messages/en/'))).toEqual([]);
  const others = [...views.map((view) => `${view}.tsx`), 'app/shell-view.tsx'];
  const early = others.flatMap(atOnce).filter((one) => /messages\/(en|he)\//.test(one));
  expect(early).toEqual([]);
});
