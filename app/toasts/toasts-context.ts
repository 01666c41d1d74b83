import { createContext, use } from 'react';
import type { ToastBook } from '#components/toast-book';
import type { FoldedCounts, ToastCandidate } from '#components/toast-plan';
import type { DesktopMode } from '../notifications/desktop-notices';
import type { AwayCounts } from './use-away';
import type { ConnectionNotice } from './use-connection-notice';

interface Toasts {
  readonly book: ToastBook;
  /** True while no toast may leave by itself. */
  readonly held: boolean;
  /** Takes a toast away and gives its focus back. */
  readonly dismiss: (...keys: string[]) => void;
  /** Jobs without a toast of their own. */
  readonly folded: readonly ToastCandidate[];
  readonly counts: FoldedCounts;
  readonly away: AwayCounts | null;
  readonly clearAway: () => void;
  readonly notice: ConnectionNotice;
  readonly onCancelAll: () => void;
  /** How far endings may be told outside the page. */
  readonly desktop: 'off' | DesktopMode;
}

/** What a toast's body needs of the whole; it is drawn by another library, below the same provider. */
export const ToastsContext = createContext<Toasts | null>(null);

export const useToasts = (): Toasts => {
  const toasts = use(ToastsContext);
  if (toasts) return toasts;
  throw new Error('A toast body stands outside of JobProgressNotifications.');
};
