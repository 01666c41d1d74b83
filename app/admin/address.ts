import { readStretch, type Stretch, stretchQuery } from '#components/admin/stretch';
import type { Zone } from '#components/charts/clock';

/** What the operators' page looks at, as its address says it. */
export interface Address {
  readonly stretch: Stretch;
  readonly zone: Zone;
  /** Job type; empty: all. */
  readonly type: string;
}

export const readAddress = (params: { get(name: string): string | null }): Address => ({
  stretch: readStretch(params),
  zone: params.get('zone') === 'utc' ? 'utc' : 'local',
  type: params.get('type') ?? '',
});

/** Range and type, as the API takes them. */
export const apiQuery = ({ stretch, type }: Address): string =>
  stretchQuery(stretch) + (type === '' ? '' : `&type=${encodeURIComponent(type)}`);

/** The page's own query: what is not as usual, and the range always. */
export const pageQuery = (address: Address): string =>
  `?${apiQuery(address)}${address.zone === 'utc' ? '&zone=utc' : ''}`;
