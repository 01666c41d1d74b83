import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { LessonPlansData } from '#contracts/lessons';
import { outlineOf, type Part } from './outline';

/**
 * Leaves out what XML 1.0 cannot hold, whoever wrote it: control characters but white space, halves of
 * pairs, and the two that are no characters. A file with one does not open.
 */
const clean = (text: string): string =>
  text.replace(/\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, (sign) => (/\s/.test(sign) ? sign : ''));

const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ heading: level, children: [new TextRun(clean(text))] });

const paragraph = (...runs: { text: string; bold?: boolean; italics?: boolean }[]) =>
  new Paragraph({
    spacing: { after: 80 },
    children: runs.map((run) => new TextRun({ ...run, text: clean(run.text) })),
  });

/** The last column is the sentence; the others are a word each. */
const widthOf = (index: number, columns: number): number => (index < columns - 1 ? 16 : 68);

const table = (head: readonly string[], rows: readonly (readonly string[])[]) => {
  const line = (cells: readonly string[], bold: boolean) =>
    new TableRow({
      tableHeader: bold,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: widthOf(index, cells.length), type: WidthType.PERCENTAGE },
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [new Paragraph({ children: [new TextRun({ text: clean(text), bold })] })],
          }),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [line(head, true), ...rows.map((cells) => line(cells, false))],
  });
};

const write = (part: Part): (Paragraph | Table)[] => {
  switch (part.kind) {
    case 'title':
      return [heading(part.text, HeadingLevel.TITLE)];
    case 'heading':
      return [heading(part.text, HeadingLevel.HEADING_1)];
    case 'lesson':
      return [heading(part.text, HeadingLevel.HEADING_2)];
    case 'subheading':
      return [paragraph({ text: part.text, bold: true })];
    case 'text':
      return [paragraph({ text: part.text })];
    case 'note':
      return [paragraph({ text: part.text, italics: true })];
    case 'fact':
      return [paragraph({ text: `${part.name}: `, bold: true }, { text: part.text })];
    case 'list':
      return part.items.map((item) => new Paragraph({ text: clean(item), bullet: { level: 0 } }));
    case 'table':
      return [table(part.head, part.rows), new Paragraph({})];
  }
};

/** What is generated so far, as a Word document. */
export const toDocx = (data: LessonPlansData): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      creator: 'Jobwire',
      title: clean(data.title),
      sections: [{ children: outlineOf(data).flatMap(write) }],
    }),
  );
