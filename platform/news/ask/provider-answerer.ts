import type { ModelCaller } from '../../ai/create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from '../../ai/delimit-text';
import { ProviderError } from '../../ai/provider-error';
import { UnusableAnswer } from '../../ai/unusable-answer';
import { type Answerer, sayNotFound } from './answerer';
import { createCitationFilter } from './citation-filter';
import type { FoundNews, FoundPassage } from './search-news';

/** What the model says instead of an answer. Nobody gets to see it. */
const NO_ANSWER = 'NO_ANSWER';
/** Characters of a passage that are sent: six hundred words of any kind. */
const LONGEST_PASSAGE = 5_000;
const LONGEST_ANSWER = 8_000;

const SYSTEM = [
  'You answer questions about the news from passages of articles, each with a number, and from nothing else.',
  'Answer in the language of the question, in one to three short paragraphs of plain text: no headings, no lists, no links, no HTML.',
  'Put the number of the passage in brackets behind each sentence, like [2] or [1][3]. Cite only numbers you were given.',
  'State nothing the passages do not say. Where they disagree, say so. Mind the dates: newer passages are more likely right.',
  `Where the passages do not answer the question, write ${NO_ANSWER} and nothing else.`,
  UNTRUSTED_TEXT_RULE,
].join('\n');

const material = ({ n, title, source, publishedAt, text }: FoundPassage) => ({
  n,
  title,
  source,
  published: publishedAt?.slice(0, 10) ?? null,
  text: text.slice(0, LONGEST_PASSAGE),
});

const promptFor = ({ question, passages }: FoundNews): string =>
  [
    delimitText('passages as JSON', JSON.stringify(passages.map(material))),
    delimitText('question', question.text),
    'Answer the question between the question tags.',
  ].join('\n\n');

/** Holds the beginning of an answer back until it is known not to be the word for none. */
const createOpening = (write: (text: string) => void) => {
  let opening: string | null = '';
  return {
    push: (text: string): void => {
      if (opening === null) {
        write(text);
        return;
      }
      opening += text;
      const begun = opening.trimStart();
      if (
        begun.length < NO_ANSWER.length ? NO_ANSWER.startsWith(begun) : begun.startsWith(NO_ANSWER)
      ) {
        return;
      }
      opening = null;
      write(begun);
    },
    /** True where there is no answer. */
    end: (): boolean => opening !== null,
  };
};

/** Answers with a provider's model, from the passages, as it writes. */
export const createProviderAnswerer = (model: ModelCaller): Answerer => ({
  engine: model.engine,
  answer: async (news, call, write) => {
    call.signal.throwIfAborted();
    if (news.passages.length === 0) {
      write(sayNotFound(news));
      return 'not-found';
    }
    const filter = createCitationFilter(news.passages.length);
    const show = (text: string) => {
      if (text) write(text);
    };
    const opening = createOpening((text) => show(filter.push(text)));
    let length = 0;
    await model.write({
      ...call,
      task: 'answer',
      system: SYSTEM,
      prompt: promptFor(news),
      onText: (text) => {
        length += text.length;
        if (length > LONGEST_ANSWER) throw new UnusableAnswer('it does not come to an end');
        opening.push(text);
      },
    });
    if (opening.end()) {
      write(sayNotFound(news));
      return 'not-found';
    }
    show(filter.end());
    if (filter.cited.size === 0) {
      const message = `${model.engine.name} answered without naming a passage, so that nothing of it can be checked.`;
      throw new ProviderError('provider_invalid', message);
    }
    return 'answered';
  },
});
