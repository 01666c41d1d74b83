export interface TextChunk {
  /** From 0. */
  readonly n: number;
  readonly text: string;
  /** Of its first word, from 0, and of the one after its last. */
  readonly fromWord: number;
  readonly toWord: number;
}

/** In scripts that part no words, a character counts for one; a run without an end is cut. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,100}/gu;

/** Words as chunks count them. */
export const countWords = (text: string): number => text.match(word)?.length ?? 0;

/**
 * Cuts a text into overlapping pieces, so that what is said across a cut is whole in one of them. A text that fits is
 * one piece; a blank one is none.
 *
 * @param options.words in a piece, default 600
 * @param options.overlap words that a piece shares with the one before, default 100
 */
export const chunkText = (
  text: string,
  { words = 600, overlap = 100 }: { words?: number; overlap?: number } = {},
): TextChunk[] => {
  const places = [...text.matchAll(word)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
  const chunks: TextChunk[] = [];
  for (let from = 0; from < places.length; from += words - overlap) {
    const to = Math.min(from + words, places.length);
    const start = places[from]?.from ?? 0;
    const end = places[to - 1]?.to ?? text.length;
    chunks.push({ n: chunks.length, text: text.slice(start, end), fromWord: from, toWord: to });
    if (to === places.length) break;
  }
  return chunks;
};
