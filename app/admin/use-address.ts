'use client';

import { useSearchParams } from 'next/navigation';
import { type Address, apiQuery, pageQuery, readAddress } from './address';

/** What the page looks at, kept in its address: a link shows a colleague the same figures. */
export function useAddress() {
  const address = readAddress(useSearchParams());
  return {
    ...address,
    /** Of the API. */
    query: apiQuery(address),
    change: (part: Partial<Address>) =>
      // The figures are asked for by the page itself: the server has nothing to draw anew.
      window.history.pushState(null, '', pageQuery({ ...address, ...part })),
  };
}
