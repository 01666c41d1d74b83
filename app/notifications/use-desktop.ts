import { useMemo, useState, useSyncExternalStore } from 'react';
import { useMessages } from '#components/messages';
import { useJobsClient } from '#hooks/jobs-provider';
import {
  type DesktopMode,
  type DesktopState,
  readDesktopState,
  subscribeDesktopState,
  turnDesktopOff,
  turnDesktopOn,
} from './desktop-notices';

interface DesktopSwitch {
  readonly state: DesktopState;
  /** Being turned on or off. */
  readonly busy: boolean;
  readonly failed: boolean;
  readonly turn: (on: boolean) => void;
}

/** The user's choice in this browser. @param most `when-hidden` leaves Web Push alone */
export function useDesktopSwitch(most: DesktopMode = 'push'): DesktopSwitch {
  const { userId } = useJobsClient();
  const { locale } = useMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [subscribe, read] = useMemo(() => keptState(userId), [userId]);
  const state = useSyncExternalStore(subscribe, read, () => 'unsupported' as const);
  const turn = async (on: boolean) => {
    setBusy(true);
    setFailed(false);
    try {
      await (on ? turnDesktopOn(userId, locale, most) : turnDesktopOff(userId));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return { state, busy, failed, turn: (on) => void turn(on) };
}

/** Reads anew after a change alone: the browser is asked for the permission in another process, too dear for each render. */
function keptState(userId: string) {
  let kept: DesktopState | undefined;
  const subscribe = (listener: () => void) =>
    subscribeDesktopState(() => {
      kept = undefined;
      listener();
    });
  const read = (): DesktopState => {
    kept ??= readDesktopState(userId);
    return kept;
  };
  return [subscribe, read] as const;
}
