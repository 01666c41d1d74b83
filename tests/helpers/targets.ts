import type { Page } from 'playwright-core';

/**
 * What can be pressed on this page and is smaller than it has to be, found by where a press would land.
 * Links within a sentence, and what scrolls within a line of text, are as large as their text.
 *
 * @param leastPx 24 for a mouse, 44 for a finger
 */
export const findSmallTargets = (page: Page, leastPx: number): Promise<string[]> =>
  page.evaluate((least) => {
    const small = new Set<string>();
    const all = 'a[href], button, input, select, textarea, summary, [role="tab"], [aria-expanded]';
    for (const target of document.querySelectorAll<HTMLElement>(all)) {
      const seen = target.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const text = target.closest('p, dd, .log .line, .skip');
      if (!seen || text || target.role === 'combobox' || target.closest('.tokens')) continue;
      target.scrollIntoView({ block: 'center', inline: 'center' });
      const head = target.querySelector(':scope > [data-json-head]') ?? target;
      const { x, y, width, height } = head.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const label = target.closest('label');
      const [middleX, middleY] = [x + width / 2, y + height / 2];
      let over = '';
      const lengths = [
        [0, 1],
        [1, 0],
      ].map(([byX = 0, byY = 0]) => {
        let length = 0;
        for (const sign of [1, -1]) {
          for (let step = sign === 1 ? 0 : 1; step < least; step += 1) {
            const [atX, atY] = [middleX + sign * step * byX, middleY + sign * step * byY];
            const hit = document.elementFromPoint(atX, atY);
            if (!hit || !(target.contains(hit) || label?.contains(hit))) {
              over = hit?.outerHTML.slice(0, 60) ?? 'nothing';
              break;
            }
            length += 1;
          }
        }
        return length;
      });
      if (Math.min(...lengths) < least) {
        const name = target.getAttribute('aria-label') ?? target.textContent ?? '';
        small.add(
          `${name.trim().slice(0, 40)} (${target.tagName}): ${lengths.join(' x ')}, beside ${over}`,
        );
      }
    }
    scrollTo(0, 0);
    return [...small];
  }, leastPx);
