'use client';

import { Bell } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useMessages } from './messages';
import { Button } from './ui/button';
import { Popover } from './ui/popover';

interface JobsBellProps {
  /** Live jobs, as a figure on the bell; none shows no figure. */
  active: number;
  /** The tray. */
  children: (close: () => void) => ReactNode;
}

/** The button named “Jobs” in the header, and the tray that opens under it. */
export function JobsBell({ active, children }: JobsBellProps) {
  const { shell, tray } = useMessages();
  const countId = useId();
  return (
    <Popover
      label={tray.title}
      className="tray-layer"
      button={(trigger) => (
        <Button
          {...trigger}
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
      )}
    >
      {children}
    </Popover>
  );
}
