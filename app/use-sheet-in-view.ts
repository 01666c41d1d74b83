import { useEffect, useState } from 'react';
import type { StudioSection } from './_lib/studio-sections';

/** The job type whose sheet is at the reading line, a third down the page; the first until one is. */
export const useSheetInView = (sections: readonly StudioSection[]): string | null => {
  const [inView, setInView] = useState(sections[0]?.sheets[0]?.type ?? null);
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
  return inView;
};
