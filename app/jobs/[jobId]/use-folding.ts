import { useState } from 'react';
import { useSingleKeys } from '../use-single-keys';

interface Folding {
  /** The timeline stands without its steps. */
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
}

/** E shows the timeline's steps, W hides them. */
export function useFolding(): Folding {
  const [folded, onFold] = useState(false);
  useSingleKeys((key) => {
    if (key === 'e' || key === 'w') onFold(key === 'w');
    return key === 'e' || key === 'w';
  });
  return { folded, onFold };
}
