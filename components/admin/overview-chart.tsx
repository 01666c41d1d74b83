import type { Overview } from '#contracts/admin';
import type { Clock } from '../charts/clock';

/** From due to first start, or from first start to end. */
export type Measure = 'wait' | 'run';

/** What both charts of the overview share: one clock, and one cross-hair. */
export interface OverviewChartProps {
  overview: Overview;
  clock: Clock;
  /** The stretch under the cross-hair. */
  at: number | null;
  onMove: (at: number | null) => void;
  /** Other figures are on their way. */
  busy: boolean;
  /** The way to more time where nothing happened; null where there is no longer range. */
  wider: { readonly label: string; readonly onPress: () => void } | null;
}
