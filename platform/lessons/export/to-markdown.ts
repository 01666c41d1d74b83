import type { LessonPlansData } from '#contracts/lessons';
import { outlineOf, type Part } from './outline';

/** Signs that Markdown would read as its own, and HTML. */
const literal = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);

const row = (cells: readonly string[]): string => `| ${cells.map(literal).join(' | ')} |`;

const write = (part: Part): string => {
  switch (part.kind) {
    case 'title':
      return `# ${literal(part.text)}`;
    case 'heading':
      return `## ${literal(part.text)}`;
    case 'lesson':
      return `### ${literal(part.text)}`;
    case 'subheading':
      return `**${literal(part.text)}**`;
    case 'text':
      return literal(part.text);
    case 'note':
      return `_${literal(part.text)}_`;
    case 'fact':
      return `**${literal(part.name)}:** ${literal(part.text)}`;
    case 'list':
      return part.items.map((item) => `- ${literal(item)}`).join('\n');
    case 'table':
      return [row(part.head), row(part.head.map(() => '---')), ...part.rows.map(row)].join('\n');
  }
};

/** What is generated so far, as Markdown with tables. */
export const toMarkdown = (data: LessonPlansData): string =>
  `${outlineOf(data).map(write).join('\n\n')}\n`;
