import { setImmediate as nextTurn } from 'node:timers/promises';
import { rankSentences } from '../text/rank-sentences';
import { loadWordTable } from '../text/word-table';
import { refuseBlankArticles, type Summarizer, type Summary } from './summarizer';
import { builtInUsage, countWords } from './usage';

/** Raised with anything that changes a summary. */
const ENGINE = 'extractive@1';
/** As many as a provider takes at once, so that steps are alike. */
const ARTICLES_PER_TASK = 5;

/** Summarises by picking sentences: no network, no invention, the same summary each time. */
export const createBuiltInSummarizer = (): Summarizer => ({
  engine: ENGINE,
  articlesPerTask: ARTICLES_PER_TASK,
  summarize: async (articles, { signal, onUsage }) => {
    signal.throwIfAborted();
    refuseBlankArticles(articles);
    const table = await loadWordTable();
    const startedAt = performance.now();
    const summaries: Summary[] = [];
    let words = 0;
    for (const article of articles) {
      // Other jobs of this process, and a cancel, get their turn.
      await nextTurn();
      signal.throwIfAborted();
      summaries.push({ id: article.id, summary: rankSentences(table, article).join(' ') });
      words += countWords(article.text);
    }
    if (articles.length > 0) {
      onUsage?.(builtInUsage('summarize', ENGINE, startedAt, { count: words, name: 'words' }));
    }
    return summaries;
  },
});
