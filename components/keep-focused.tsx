import { type FocusEvent, useState } from 'react';

/**
 * Keeps the item of a long list in the page that has the focus: taken out when it is scrolled away, it
 * would drop the focus to the top of the page.
 *
 * @param keyOf the item an element lies in; null where it lies in none
 * @param indexOf the item's place in the list, -1 where it has left
 */
export function useKeepFocused<K>(
  keyOf: (element: Element) => K | null,
  indexOf: (key: K) => number,
): {
  keepMounted: readonly number[];
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
} {
  const [key, setKey] = useState<K | null>(null);
  const index = key === null ? -1 : indexOf(key);
  return {
    keepMounted: index === -1 ? [] : [index],
    onFocus: ({ target }) => setKey(keyOf(target)),
    onBlur: ({ currentTarget, relatedTarget }) => {
      // A menu of the row and another window give the focus back to it.
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setKey(null);
    },
  };
}
