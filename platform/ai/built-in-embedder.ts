import { setImmediate as nextTurn } from 'node:timers/promises';
import { HASH_DIMS, hashEmbed } from '../text/hash-embed';
import { loadWordTable } from '../text/word-table';
import { type Embedder, refuseBlank } from './embedder';
import { builtInUsage, countWords } from './usage';

/** Raised with anything that changes a vector. */
const ID = `builtin-${HASH_DIMS}@1`;
/** Other jobs of this process, and a cancel, get their turn after so many texts. */
const TEXTS_A_TURN = 4;

/**
 * Embeds without a provider: no network, the same vectors each time. It knows the meaning of English words
 * as of 2014; texts in other languages, and newer words, match by the words they share.
 */
export const createBuiltInEmbedder = (): Embedder => ({
  id: ID,
  dims: HASH_DIMS,
  embed: async (texts, { signal, onUsage }) => {
    signal.throwIfAborted();
    refuseBlank(texts);
    const table = await loadWordTable();
    const startedAt = performance.now();
    const vectors: Float32Array[] = [];
    let words = 0;
    for (const text of texts) {
      if (vectors.length % TEXTS_A_TURN === TEXTS_A_TURN - 1) await nextTurn();
      signal.throwIfAborted();
      vectors.push(hashEmbed(table, text));
      words += countWords(text);
    }
    if (texts.length > 0)
      onUsage?.(builtInUsage('embed', ID, startedAt, { count: words, name: 'words' }));
    return vectors;
  },
});
