import { useMessages } from '../messages';
import { TextButton } from '../ui/button';
import type { OverviewChartProps } from './overview-chart';

/** Over axes with nothing between them: says so, and leads to a longer range. */
export function NothingDrawn({ wider }: Pick<OverviewChartProps, 'wider'>) {
  const { charts } = useMessages().admin;
  return (
    <>
      <span>{charts.nothing}</span>
      {wider && <TextButton onClick={wider.onPress}>{wider.label}</TextButton>}
    </>
  );
}
