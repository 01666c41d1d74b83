'use client';

import { NotifySwitch } from '#components/notify-switch';
import { useDesktopSwitch } from './use-desktop';

/** The switch in the account menu; nothing where the browser could not notify anyway. */
export function NotifySwitchView() {
  const { state, busy, failed, turn } = useDesktopSwitch();
  if (state === 'unsupported') return null;
  return <NotifySwitch state={state} busy={busy} failed={failed} onTurn={turn} />;
}
