'use client';

import { Bell, BellOff, BellRing } from 'lucide-react';
import { useId } from 'react';
import { useMessages } from './messages';

export interface NotifySwitchProps {
  /** `when-hidden`: only while a page is open; `push`: also without one. */
  state: 'denied' | 'off' | 'when-hidden' | 'push';
  busy: boolean;
  failed: boolean;
  onTurn: (on: boolean) => void;
}

/** Turns notifications outside the page on and off, and says what they do. */
export function NotifySwitch({ state, busy, failed, onTurn }: NotifySwitchProps) {
  const { notifications } = useMessages();
  const hint = useId();
  const on = state === 'when-hidden' || state === 'push';
  const stuck = busy || state === 'denied';
  const Icon = state === 'denied' ? BellOff : on ? BellRing : Bell;
  return (
    <div className="notify">
      <button
        className="menu-item"
        type="button"
        role="switch"
        aria-checked={on}
        aria-describedby={hint}
        aria-disabled={stuck || undefined}
        onClick={stuck ? undefined : () => onTurn(!on)}
      >
        <Icon className="i" aria-hidden="true" />
        {notifications.label}
        <span className="switch push" aria-hidden="true" />
      </button>
      <p className="xs muted" id={hint} role="status">
        {failed ? notifications.hint.failed : notifications.hint[state]}
      </p>
    </div>
  );
}
