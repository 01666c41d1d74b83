import { useEffect, useState } from 'react';
import type { StudioSection } from './_lib/studio-sections';

interface SheetInView {
  /** The job type at the reading line, a third down the page; the first until one is. */
  readonly inView: string | null;
  /** Marks a type that was jumped to, until the reader moves on: the last sheets may not reach the line. */
  readonly jumpedTo: (type: string) => void;
}

/** Which sheet of the Studio is being read. */
export const useSheetInView = (sections: readonly StudioSection[]): SheetInView => {
  const [inView, setInView] = useState(sections[0]?.sheets[0]?.type ?? null);
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const entered = entries.find(({ isIntersecting }) => isIntersecting);
        const type = sections
          .flatMap(({ sheets }) => sheets)
          .find((sheet) => sheet.type === entered?.target.id)?.type;
        if (type) setInView(type);
      },
      { rootMargin: '-33% 0px -66% 0px' },
    );
    for (const { sheets } of sections) {
      for (const { type } of sheets) {
        const sheet = document.getElementById(type);
        if (sheet) observer.observe(sheet);
      }
    }
    return () => observer.disconnect();
  }, [sections]);
  useEffect(() => {
    const release = () => setTarget(null);
    addEventListener('wheel', release, { passive: true });
    addEventListener('touchmove', release, { passive: true });
    return () => {
      removeEventListener('wheel', release);
      removeEventListener('touchmove', release);
    };
  }, []);
  return { inView: target ?? inView, jumpedTo: setTarget };
};
