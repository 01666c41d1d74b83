import { z } from 'zod';
import type { ModelCaller } from '../ai/create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from '../ai/delimit-text';
import { inventedFigures } from '../text/figures';
import { classifySentences, type TopicSentence } from './classify-sentences';
import type { Topic } from './curriculum';
import type { Learner, Learnt } from './learner';
import { safetyPairs } from './rule-pairs';

const MOST_FACTS = 8;
const MOST_QUESTIONS = 10;
const LONGEST_TEXT = 600;

/** What a model may word. Orders are not among it: see `safetyPairs`. */
const modelKinds = ['definition', 'recognition', 'number'] as const;

const answerSchema = z.strictObject({
  facts: z.array(z.strictObject({ text: z.string(), sentence: z.number().int() })),
  questions: z.array(
    z.strictObject({
      kind: z.enum(modelKinds),
      question: z.string(),
      answer: z.string(),
      sentences: z.array(z.number().int()),
    }),
  ),
});
type Answer = z.output<typeof answerSchema>;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const placeholdersOf = (text: string): string[] => text.match(/\{\{.*?\}\}/g) ?? [];

/** What is wrong with an answer; null = nothing. */
const complain = (
  { facts, questions }: Answer,
  title: string,
  sentences: readonly TopicSentence[],
): string | null => {
  if (facts.length < 1 || facts.length > MOST_FACTS)
    return `there must be 1 to ${MOST_FACTS} facts`;
  if (questions.length > MOST_QUESTIONS) return `there may be ${MOST_QUESTIONS} questions at most`;
  if (!questions.some(({ kind }) => kind === 'definition')) return 'no question is a definition';
  const places = [
    ...facts.map(({ sentence }) => sentence),
    ...questions.flatMap((one) => one.sentences),
  ];
  const missing = places.find((place) => sentences[place] === undefined);
  if (missing !== undefined) return `there is no sentence ${missing}`;
  if (questions.some((one) => one.sentences.length === 0)) {
    return 'a question names no sentence that its answer rests on';
  }
  const said = [
    ...facts.map(({ text }) => text),
    ...questions.flatMap(({ question, answer }) => [question, answer]),
  ].map(oneLine);
  if (said.some((text) => text.length < 1 || text.length > LONGEST_TEXT)) {
    return `each text must have 1 to ${LONGEST_TEXT} characters`;
  }
  const material = [title, ...sentences.map(({ text }) => text)];
  const figures = said.flatMap((text) => inventedFigures(text, material));
  if (figures.length > 0) return `it names figures that the topic does not: ${figures.join(', ')}`;
  const known = new Set(material.flatMap(placeholdersOf));
  const unknown = said.flatMap(placeholdersOf).find((name) => !known.has(name));
  return unknown ? `it has a placeholder that the topic does not: ${unknown}` : null;
};

const toLearnt = (answer: Answer, topic: Topic, sentences: readonly TopicSentence[]): Learnt => {
  const textAt = (place: number) => sentences[place]?.text ?? '';
  const questionsOf = (...kinds: Answer['questions'][number]['kind'][]) =>
    answer.questions
      .filter(({ kind }) => kinds.includes(kind))
      .map((one) => ({
        kind: one.kind,
        question: oneLine(one.question),
        answer: oneLine(one.answer),
        sources: [...new Set(one.sentences)].sort((a, b) => a - b).map(textAt),
      }));
  return {
    facts: answer.facts.map(({ text, sentence }) => ({
      text: oneLine(text),
      source: textAt(sentence),
    })),
    qa: [
      ...questionsOf('definition', 'recognition'),
      ...safetyPairs(topic.title, sentences),
      ...questionsOf('number'),
    ],
  };
};

const HOUSE_RULES = [
  UNTRUSTED_TEXT_RULE,
  'Say what the sentences say and nothing else: no advice, figure, dose or claim of your own.',
  'Keep anything in double braces, such as {{emergencyNumber}}, as it is. Write plain English, short sentences.',
].join('\n');

/**
 * Learns with a provider's model: it words facts, definitions, signs and questions on figures, and what it says is
 * held against the topic before anybody sees it. Orders stay in the topic's own words.
 */
export const createProviderLearner = (model: ModelCaller): Learner => {
  const { name, model: modelName } = model.engine;
  return {
    id: modelName === undefined ? name : `${name}/${modelName}`,
    engine: model.engine,
    learn: async (topic, call) => {
      call.signal.throwIfAborted();
      const sentences = classifySentences(topic);
      const material = sentences.map(({ text }, index) => ({ index, text }));
      const answer = await model.ask({
        ...call,
        task: 'learn',
        schema: answerSchema,
        check: (given) => complain(given, topic.title, sentences),
        system: [
          `You prepare study material on one topic. Answer with three to ${MOST_FACTS} key facts, each with the index of the sentence it rests on, and with two to ${MOST_QUESTIONS} questions, each with its answer and the indexes of the sentences that the answer rests on.`,
          'Kinds of questions: `definition` (what it is; at least one), `recognition` (how it shows) and `number` (a figure to fill in or to name). Ask nothing about what to do or not to do.',
          HOUSE_RULES,
        ].join('\n'),
        prompt: [
          delimitText('topic', topic.title),
          delimitText('sentences as JSON', JSON.stringify(material)),
        ].join('\n\n'),
      });
      return toLearnt(answer, topic, sentences);
    },
  };
};
