import type { AskFrame, AskPassage, AskResult } from '#contracts/ask';
import { splitAnswer } from '#contracts/ask-answer';
import type { FoundPassage } from '#platform/news/ask/search-news';
import { insist, isTransient } from '#platform/store/transient';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import { type JobContext, RetryableError } from '../job-context';
import type { JobHandler } from '../job-handler';

const NOTHING_STORED = 'No article is stored yet.';

/** Longest the database is waited for while a person looks on, in milliseconds; then the job is tried again. */
const PATIENCE_MS = 2_000;
const UNREACHABLE = 'The articles could not be reached in the database; they are tried again.';

/** @throws RetryableError news_unavailable while the database is away */
const orLater = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
  try {
    return await insist(work, { signal, withinMs: PATIENCE_MS });
  } catch (error) {
    if (!isTransient(error)) throw error;
    throw new RetryableError('news_unavailable', UNREACHABLE, { cause: error });
  }
};

const shown = ({ text: _text, sentences: _sentences, ...passage }: FoundPassage): AskPassage =>
  passage;

const citedIn = (answer: string, passages: readonly AskPassage[]): AskPassage[] => {
  const numbers = new Set(
    splitAnswer(answer)
      .flat()
      .flatMap(({ cites }) => cites),
  );
  return passages.filter(({ n }) => numbers.has(n));
};

const say = (context: JobContext, percent: number, message: string, index: number, name: string) =>
  context.progress(percent, message, { index, total: 3, name });

/** Searches the stored news and answers from what is found, as it goes. */
export const ask: JobHandler<'ask'> = ({ question }, context, deps) =>
  withEngineOutcomes(async () => {
    const { asking } = deps;
    const { engine } = asking.answerer;
    const call = aiCallOf(context, deps);
    const send = (frame: AskFrame) => context.chunk(JSON.stringify(frame));
    // Kept whole: an answer that was given is not asked, nor paid, for again.
    return context.step('answer', async (): Promise<AskResult> => {
      await orLater(context.signal, () =>
        asking.gathering.insist(context.signal, () =>
          say(context, 5, 'Gathering the news first', 1, 'gather'),
        ),
      );
      const startedAt = performance.now();
      const found = await orLater(context.signal, () => asking.search(question, call));
      const searchMs = Math.round(performance.now() - startedAt);
      const { articles, missing } = found;
      const passages = found.passages.map(shown);
      send({ kind: 'sources', attempt: context.attempt, engine, articles, searchMs, passages });
      const sources = passages.length === 1 ? '1 source' : `${passages.length} sources`;
      say(context, 40, `Answering from ${sources}`, 3, 'answer');
      let answer = '';
      const write = (text: string) => {
        answer += text;
        send({ kind: 'text', text });
      };
      const empty = articles === 0;
      if (empty) write(NOTHING_STORED);
      const outcome = empty ? 'empty' : await asking.answerer.answer(found, call, write);
      const citations = citedIn(answer, passages);
      return {
        question,
        outcome,
        answer,
        engine,
        citations,
        passages,
        missing: [...missing],
        articles,
        searchMs,
      };
    });
  });
