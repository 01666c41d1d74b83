import { type ReactElement, useEffect, useRef } from 'react';
import { toast } from 'sonner';

export const TOASTER_ID = 'jobs';

export interface ListedToast {
  readonly id: string;
  readonly className?: string;
  /** Made once: what changes later is up to the element itself. */
  readonly body: () => ReactElement;
}

/**
 * Keeps the toaster's list equal to `wanted`. Each toast is handed over once; nothing that moves goes
 * through the toaster, which measures and renders anew for each change.
 *
 * @param onSwipedAway a toast left by the reader's own gesture
 */
export function useToastList(
  wanted: readonly ListedToast[],
  onSwipedAway: (id: string) => void,
): void {
  const mounted = useRef(new Set<string>());
  const swiped = useRef(onSwipedAway);
  useEffect(() => {
    swiped.current = onSwipedAway;
  });
  useEffect(() => {
    const here = mounted.current;
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of [...here].filter((one) => !ids.has(one))) {
      here.delete(id);
      toast.dismiss(id);
    }
    for (const { id, className, body } of wanted) {
      if (here.has(id)) continue;
      here.add(id);
      toast.custom(body, {
        id,
        className,
        toasterId: TOASTER_ID,
        duration: Number.POSITIVE_INFINITY,
        unstyled: true,
        onDismiss: () => {
          if (here.delete(id)) swiped.current(id);
        },
      });
    }
  }, [wanted]);
  useEffect(() => {
    const here = mounted.current;
    return () => {
      for (const id of here) toast.dismiss(id);
      here.clear();
    };
  }, []);
}
