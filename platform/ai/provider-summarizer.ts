import { z } from 'zod';
import type { ModelCaller } from './create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from './delimit-text';
import { type Article, refuseBlankArticles, type Summarizer, type Summary } from './summarizer';
import type { AiCall } from './usage';

/** Few enough for one answer to come in seconds, enough not to ask for each alone. */
const ARTICLES_PER_TASK = 5;
/** What matters is said before; the rest would only be paid for. */
const LONGEST_TEXT = 8_000;
const LONGEST_SUMMARY = 900;

const answerSchema = z.strictObject({
  summaries: z.array(z.strictObject({ index: z.number().int(), summary: z.string() })),
});

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What is wrong with an answer; null = nothing. */
const complain = (count: number, answer: z.output<typeof answerSchema>): string | null => {
  const found = new Set(answer.summaries.map(({ index }) => index));
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !found.has(index),
  );
  if (missing.length > 0) return `it lacks the summaries of the articles ${missing.join(', ')}`;
  if (answer.summaries.length > count) return 'it has more summaries than there are articles';
  const bad = answer.summaries.find(({ summary }) => {
    const text = oneLine(summary);
    return !text || text.length > LONGEST_SUMMARY;
  });
  return bad ? `summary ${bad.index} must have 1 to ${LONGEST_SUMMARY} characters` : null;
};

/** Summarises with a provider's model, five articles a request. */
export const createProviderSummarizer = (model: ModelCaller): Summarizer => {
  const summarizeSlice = async (articles: readonly Article[], call: AiCall): Promise<Summary[]> => {
    const material = articles.map(({ title, text }, index) => ({
      index,
      title,
      text: text.slice(0, LONGEST_TEXT),
    }));
    const { summaries } = await model.ask({
      ...call,
      task: 'summarize',
      schema: answerSchema,
      check: (answer) => complain(articles.length, answer),
      system: [
        'You summarise articles. For each one answer with its index and a summary of one to three sentences, 90 words at most, in the language of the article.',
        'Say what the article says and nothing else: no figure, name or claim that it does not hold, no opinion, no “the article says”.',
        UNTRUSTED_TEXT_RULE,
      ].join('\n'),
      prompt: delimitText('articles as JSON', JSON.stringify(material)),
    });
    const byIndex = new Map(summaries.map(({ index, summary }) => [index, oneLine(summary)]));
    return articles.map(({ id }, index) => ({ id, summary: byIndex.get(index) ?? '' }));
  };

  const { name, model: modelName } = model.engine;
  return {
    engine: modelName === undefined ? name : `${name}/${modelName}`,
    articlesPerTask: ARTICLES_PER_TASK,
    summarize: async (articles, call) => {
      call.signal.throwIfAborted();
      refuseBlankArticles(articles);
      const summaries: Summary[] = [];
      for (let from = 0; from < articles.length; from += ARTICLES_PER_TASK) {
        summaries.push(
          ...(await summarizeSlice(articles.slice(from, from + ARTICLES_PER_TASK), call)),
        );
      }
      return summaries;
    },
  };
};
