'use client';

import { Bell } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { useMessages } from './messages';
import { Button } from './ui/button';

interface JobsBellProps {
  /** Live jobs, as a figure on the bell; none shows no figure. */
  active: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The tray. */
  children: ReactNode;
}

/** The button named “Jobs” in the header, and the tray that opens under it. */
export function JobsBell({ active, open, onOpenChange, children }: JobsBellProps) {
  const { shell, tray } = useMessages();
  const countId = useId();
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>
        <Button
          variant="ghost"
          icon
          className="bell"
          aria-label={shell.bell}
          aria-describedby={countId}
        >
          <Bell className="i" aria-hidden="true" />
          {active > 0 && (
            <span className="n" aria-hidden="true">
              {active > 99 ? '99+' : active}
            </span>
          )}
          <span className="sr" id={countId}>
            {tray.active(active)}
          </span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="tray-layer"
          align="end"
          sideOffset={8}
          collisionPadding={16}
          aria-label={tray.title}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
