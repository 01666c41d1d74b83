import Anser from 'anser';
import type { LogLine } from '#contracts/events';

export interface LogFilter {
  readonly level: LogLine['level'] | 'all';
}

export const filterLines = (lines: readonly LogLine[], { level }: LogFilter): readonly LogLine[] =>
  level === 'all' ? lines : lines.filter((line) => line.level === level);

/** A line without the escape codes of a terminal. */
export const plainText = (text: string): string =>
  text.includes('\u001b') ? Anser.ansiToText(text) : text;

/** Indices of the lines that hold the words, case aside; none where there are no words. */
export const findLines = (lines: readonly LogLine[], words: string): readonly number[] => {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  return lines.flatMap(({ text }, index) =>
    plainText(text).toLocaleLowerCase().includes(wanted) ? [index] : [],
  );
};

/** The log as text: number, time, level, line. */
export const logText = (lines: readonly LogLine[]): string =>
  lines
    .map(
      ({ n, at, level, text }) =>
        `${n}\t${new Date(at).toISOString()}\t${level}\t${plainText(text)}`,
    )
    .join('\n');

/** A stretch of a line in one look. */
export interface LogStretch {
  readonly text: string;
  /** Name of a terminal's colour, such as `red` or `bright-black`; absent for the usual one. */
  readonly colour?: string;
  readonly bold?: boolean;
  /** Part of what is looked for. */
  readonly found?: boolean;
}

/** A line in stretches: what a terminal would colour, and what is looked for. All of it is text, never markup. */
export function stretchesOf(text: string, words: string): readonly LogStretch[] {
  const plain: LogStretch[] = text.includes('\u001b')
    ? Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((part) => ({
        text: part.content,
        ...(part.fg ? { colour: part.fg.replace('ansi-', '') } : {}),
        ...(part.decorations.includes('bold') ? { bold: true } : {}),
      }))
    : [{ text }];
  const wanted = words.trim();
  return wanted === '' ? plain : plain.flatMap((stretch) => markFound(stretch, wanted));
}

function markFound(stretch: LogStretch, wanted: string): LogStretch[] {
  const pattern = new RegExp(`(${wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'giu');
  return stretch.text
    .split(pattern)
    .map((text, index) => ({ ...stretch, text, ...(index % 2 === 1 ? { found: true } : {}) }))
    .filter(({ text }) => text !== '');
}
