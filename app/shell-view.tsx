'use client';

import {
  BookOpenText,
  Gauge,
  GraduationCap,
  LayoutList,
  MessageSquareText,
  Rows3,
} from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { AppHeader, type NavLink, TabBar } from '#components/app-header';
import type { CommandJobType } from '#components/command-menu';
import { useMessages } from '#components/messages';
import type { Theme } from '#components/theme-toggle';
import { may } from '#contracts/roles';
import { AccountView } from './account-view';
import { BellView } from './bell-view';
import { CommandView } from './command-view';
import { ConnectionView } from './connection-view';
import type { SessionUser } from './jobs-provider-view';
import { ThemeView } from './theme-view';
import { WireView } from './wire-view';

// There is nothing to announce before the page is live: it comes after the first paint.
const JobProgressNotifications = dynamic(
  async () => (await import('./job-progress-notifications-view')).JobProgressNotifications,
  { ssr: false },
);

// For those who see operations; nobody else loads it.
const PausedBarView = dynamic(async () => (await import('./paused-bar-view')).PausedBarView, {
  ssr: false,
});

interface ShellViewProps {
  user: SessionUser;
  theme: Theme;
  /** Job types this user may start. */
  types: readonly CommandJobType[];
  children: ReactNode;
}

/** Header, page, tab bar and notifications of somebody who is signed in; stays while pages change. */
export function ShellView({ user, theme, types, children }: ShellViewProps) {
  const operates = may(user.role, 'see-operations');
  const links = useNavLinks(operates);
  const [commandOpen, setCommandOpen] = useState(false);
  return (
    <>
      <AppHeader links={links} wire={<WireView />} onOpenCommand={() => setCommandOpen(true)}>
        <ConnectionView />
        <BellView />
        <ThemeView initial={theme} />
        <AccountView user={user} />
      </AppHeader>
      {operates && <PausedBarView />}
      <main className="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <TabBar links={links} />
      <JobProgressNotifications />
      <CommandView types={types} open={commandOpen} onOpenChange={setCommandOpen} />
    </>
  );
}

function useNavLinks(seesOperations: boolean): NavLink[] {
  const { shell, admin, ask, guidelines, lessons } = useMessages();
  const path = usePathname();
  const under = (href: string) => path === href || path.startsWith(`${href}/`);
  return [
    { href: '/', label: shell.studio, icon: LayoutList, current: path === '/' },
    { href: '/jobs', label: shell.jobs, icon: Rows3, current: under('/jobs') },
    { href: '/ask', label: ask.title, icon: MessageSquareText, current: under('/ask') },
    {
      href: '/guidelines',
      label: guidelines.title,
      icon: BookOpenText,
      current: under('/guidelines'),
    },
    { href: '/lessons', label: lessons.title, icon: GraduationCap, current: under('/lessons') },
    ...(seesOperations
      ? [
          {
            href: '/admin',
            label: admin.title,
            icon: Gauge,
            current: ['/admin', '/schedules', '/languages', '/news/sources', '/alerts'].some(under),
          },
        ]
      : []),
  ];
}
