import { compile } from 'html-to-text';
import { isDeeperThan } from './markup-depth';

/** Longest markup that is looked at, in characters. */
const MAX_HTML = 256 * 1024;
/** Tags that nobody closed count too, and old pages have many. */
const MAX_DEPTH = 2_000;

const toText = compile({
  wordwrap: false,
  // Depths that no article has and some attacks do.
  limits: { maxInputLength: MAX_HTML, maxDepth: 100, maxChildNodes: 10_000, ellipsis: '' },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'table', format: 'dataTable' },
    ...['img', 'script', 'style', 'iframe', 'form', 'nav', 'noscript', 'template'].map(
      (selector) => ({ selector, format: 'skip' }),
    ),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

/** Characters that only hide or reorder text; line breaks and joiners stay. */
const invisible = /[^\P{C}\n\t\r\u200c\u200d]/gu;

/** Markup as plain text, paragraphs parted by an empty line. Text without markup comes back as it is. */
export const htmlToText = (html: string): string => {
  const cut = html.slice(0, MAX_HTML);
  // What no converter should be given still has words between its tags.
  const flat = isDeeperThan(cut, MAX_DEPTH) ? cut.replace(/<[^<>]*>/g, ' ') : cut;
  const text = /[<&]/.test(flat) ? toText(flat) : flat;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};

/** The same on one line, for titles and names. */
export const htmlToLine = (html: string, maxLength: number): string => {
  const line = htmlToText(html).replace(/\s+/g, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd()}…`;
};
