'use client';

import { useSearchParams } from 'next/navigation';
import { readStretch, type Stretch, stretchQuery } from '#components/admin/stretch';
import type { Zone } from '#components/charts/clock';

interface Address {
  readonly stretch: Stretch;
  readonly zone: Zone;
  /** Job type; empty: all. */
  readonly type: string;
}

const addressOf = ({ stretch, zone, type }: Address): string => {
  const more = new URLSearchParams();
  if (type !== '') more.set('type', type);
  if (zone === 'utc') more.set('zone', zone);
  return `?${[stretchQuery(stretch), more.toString()].filter(Boolean).join('&')}`;
};

/** What the page looks at, kept in its address: a link shows a colleague the same figures. */
export function useAddress() {
  const params = useSearchParams();
  const address: Address = {
    stretch: readStretch(params),
    zone: params.get('zone') === 'utc' ? 'utc' : 'local',
    type: params.get('type') ?? '',
  };
  const { stretch, type } = address;
  return {
    ...address,
    /** Of the API. */
    query: stretchQuery(stretch) + (type === '' ? '' : `&type=${encodeURIComponent(type)}`),
    change: (part: Partial<Address>) =>
      // The figures are asked for by the page itself: the server has nothing to draw anew.
      window.history.pushState(null, '', addressOf({ ...address, ...part })),
  };
}
