import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// As text, so that it is there whatever the page's own policy lets in.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const findViolations = async (page: Page): Promise<Violation[]> => {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe);
  // Only what is wrong is gathered: the rest is most of the time.
  return page.evaluate(
    async (values) =>
      (
        await (
          window as unknown as {
            axe: { run(on: Document, how: unknown): Promise<{ violations: Violation[] }> };
          }
        ).axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
      ).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })),
    rules,
  );
};

/** What keeps somebody out of this page as it stands: broken rules, and scrolling sideways. */
export const findBarriers = async (page: Page): Promise<string[]> => {
  const violations = await findViolations(page);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html}`),
    ...(sideways > 0 ? [`${sideways} px too wide`] : []),
  ];
};
