import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WORD_DIMS = 100;

/** English words with a vector each, by frequency. About 25 MB; loaded once a process, when first asked for. */
export interface WordTable {
  readonly size: number;
  /** Place by frequency, from 0; undefined where the word is not in the table. */
  rank(word: string): number | undefined;
  /** Adds a word's vector, of length `weight`, to a sum of WORD_DIMS values. */
  addTo(sum: Float64Array, rank: number, weight: number): void;
}

/** The folder as the build lays it beside a process, as it is in the checkout, or in the working folder. */
const findFolder = (): string => {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [
    join(here, 'embeddings'),
    join(here, '../../content/embeddings'),
    join(process.cwd(), 'content/embeddings'),
  ];
  const found = candidates.find((folder) => existsSync(join(folder, 'words-60k.i8')));
  if (!found) throw new Error(`The word vectors are missing; expected them in ${candidates[0]}.`);
  return found;
};

const load = async (): Promise<WordTable> => {
  const folder = findFolder();
  const [bytes, text] = await Promise.all([
    readFile(join(folder, 'words-60k.i8')),
    readFile(join(folder, 'words-60k.txt'), 'utf8'),
  ]);
  const words = text.split('\n').filter(Boolean);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (values.length !== words.length * WORD_DIMS) {
    throw new Error(`The word vectors are broken: ${words.length} words, ${values.length} bytes.`);
  }
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  const scale = new Float32Array(words.length);
  for (let rank = 0; rank < words.length; rank += 1) {
    let sum = 0;
    for (let at = rank * WORD_DIMS; at < (rank + 1) * WORD_DIMS; at += 1)
      sum += (values[at] ?? 0) ** 2;
    scale[rank] = 1 / Math.sqrt(sum || 1);
  }
  return {
    size: words.length,
    rank: (word) => ranks.get(word),
    addTo: (sum, rank, weight) => {
      const factor = weight * (scale[rank] ?? 0);
      const from = rank * WORD_DIMS;
      for (let i = 0; i < WORD_DIMS; i += 1)
        sum[i] = (sum[i] ?? 0) + factor * (values[from + i] ?? 0);
    },
  };
};

let table: Promise<WordTable> | undefined;

/** The table, loaded at the first call. @throws Error where its files are missing or broken */
export const loadWordTable = (): Promise<WordTable> => {
  table ??= load().catch((error: unknown) => {
    // The files may be there next time.
    table = undefined;
    throw error;
  });
  return table;
};
