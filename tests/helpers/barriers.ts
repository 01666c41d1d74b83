import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const findViolations = async (page: Page): Promise<AxeResults['violations']> => {
  const isThere = await page.evaluate(() => 'axe' in window);
  // As text, so that it is there whatever the page's own policy lets in.
  if (!isThere) await page.evaluate(axe.source);
  // Only what is wrong is gathered: the rest is most of the time.
  return page.evaluate(async (values) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return violations;
  }, rules);
};

/** Half faded in, nothing has the contrast it is made with. What moves for ever is left to move. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime ?? 0));
    await Promise.allSettled(passing.map((one) => one.finished));
  });

/** What keeps somebody out of this page as it stands: broken rules, and scrolling sideways. */
export const findBarriers = async (page: Page): Promise<string[]> => {
  await settle(page);
  const violations = await findViolations(page);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html}`),
    ...(sideways > 0 ? [`${sideways} px too wide`] : []),
  ];
};
