'use client';

import { LayoutList, Moon, Rows3, Sun, SunMoon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect } from 'react';
import type { CommandAction, CommandJobType } from '#components/command-menu';
import { useMessages } from '#components/messages';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { jobHref } from './_lib/jobs-api';
import { applyTheme } from './theme-view';

// Loaded when it is first opened: few visits need it.
const CommandMenu = lazy(async () => ({
  default: (await import('#components/command-menu')).CommandMenu,
}));

interface CommandViewProps {
  types: readonly CommandJobType[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The command menu, opened by Ctrl K or ⌘ K from anywhere. */
export function CommandView({ types, open, onOpenChange }: CommandViewProps) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      onOpenChange(!open);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [open, onOpenChange]);
  return open && <OpenMenu types={types} onClose={() => onOpenChange(false)} />;
}

function OpenMenu({ types, onClose }: { types: readonly CommandJobType[]; onClose: () => void }) {
  const router = useRouter();
  const { jobs } = useBackgroundJobs();
  const actions = useActions();
  return (
    <Suspense>
      <CommandMenu
        types={types}
        jobs={jobs}
        actions={actions}
        onRun={(type) => router.push(`/?type=${type}`)}
        onOpenJob={(jobId) => router.push(jobHref(jobId))}
        onClose={onClose}
      />
    </Suspense>
  );
}

function useActions(): CommandAction[] {
  const { shell } = useMessages();
  const router = useRouter();
  const { command, theme, themeLabel } = shell;
  return [
    {
      id: 'go studio',
      label: command.goTo(shell.studio),
      icon: LayoutList,
      run: () => router.push('/'),
    },
    {
      id: 'go jobs',
      label: command.goTo(shell.jobs),
      icon: Rows3,
      run: () => router.push('/jobs'),
    },
    {
      id: 'theme light',
      label: themeLabel(theme.light),
      icon: Sun,
      run: () => applyTheme('light'),
    },
    { id: 'theme dark', label: themeLabel(theme.dark), icon: Moon, run: () => applyTheme('dark') },
    {
      id: 'theme system',
      label: themeLabel(theme.system),
      icon: SunMoon,
      run: () => applyTheme('system'),
    },
  ];
}
