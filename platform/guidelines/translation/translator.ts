import { z } from 'zod';
import { type LanguageCode, languageOf } from '#contracts/guideline-languages';
import type { Engine } from '#contracts/job';
import type { ModelCaller } from '../../ai/create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from '../../ai/delimit-text';
import type { AiCall } from '../../ai/usage';
import { type Complaint, checkTranslation } from './check-translation';
import type { SourceSegment } from './segments';

/** What came of one segment. */
export interface Translated {
  readonly segment: SourceSegment;
  readonly text: string;
  /** What the checks say of it; nothing = it may be shown. */
  readonly complaints: readonly Complaint[];
}

/** Translates by a provider's model. There is no built-in one: rules cannot translate safely. */
export interface Translator {
  readonly engine: Engine;
  /**
   * Translates a batch. What does not pass the checks is asked for once more, saying why.
   *
   * @returns one entry per segment, in their order
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  translate(
    segments: readonly SourceSegment[],
    lang: LanguageCode,
    call: AiCall,
  ): Promise<Translated[]>;
}

const answerSchema = z.strictObject({
  translations: z.array(z.strictObject({ index: z.number().int(), text: z.string() })),
});
type Answer = z.output<typeof answerSchema>;

/** A model that does not stop must not fill the database. */
const LONGEST_TEXT = 8_000;

/** What is translated, for the model. */
export interface TranslationBrief {
  /** The texts by their kind, such as “first-aid guidelines”. */
  readonly texts: string;
  /** For whom, and what to look out for: whole sentences. */
  readonly rules: readonly string[];
}

const guidelinesBrief: TranslationBrief = {
  texts: 'first-aid guidelines',
  rules: [
    'They are for the general public. A wrong word can hurt somebody.',
    'Keep the imperative, plain words, short sentences. Address the reader politely.',
    'Only abbreviations such as CPR or AED may stay as they are.',
  ],
};

const systemPrompt = (lang: LanguageCode, { texts, rules }: TranslationBrief): string => {
  const { name, nativeName } = languageOf(lang);
  return [
    `You translate ${texts} from English into ${name} (${nativeName}).`,
    'For each text answer with its index and the translation: all of it, nothing added, nothing left out, above all no “not”.',
    'Keep {{placeholders}} exactly as they are, where the grammar wants them. Keep every number as digits and every unit (°C, ml, cm) as its symbol; convert nothing.',
    `Write in the script of ${name}.`,
    ...rules,
    UNTRUSTED_TEXT_RULE,
  ].join('\n');
};

const asJson = (items: readonly object[]): string =>
  delimitText('texts as JSON', JSON.stringify(items));

/** A batch is one answer: each text once, and no others. */
const checkCount =
  (expected: number) =>
  ({ translations }: Answer): string | null => {
    const indexes = new Set(translations.map(({ index }) => index));
    const whole =
      translations.length === expected &&
      indexes.size === expected &&
      [...indexes].every((index) => index >= 0 && index < expected);
    return whole
      ? null
      : `it must hold one translation for each of the ${expected} texts, with indexes 0 to ${expected - 1}; it holds ${translations.length}`;
  };

/** @param brief default: the guidelines */
export const createTranslator = (
  model: ModelCaller,
  brief: TranslationBrief = guidelinesBrief,
): Translator => {
  const ask = async (
    items: readonly object[],
    lang: LanguageCode,
    task: string,
    call: AiCall,
  ): Promise<string[]> => {
    const { translations } = await model.ask({
      ...call,
      task,
      schema: answerSchema,
      check: checkCount(items.length),
      system: systemPrompt(lang, brief),
      prompt: [delimitText('target language', lang), asJson(items)].join('\n\n'),
    });
    const texts = new Map(translations.map(({ index, text }) => [index, text]));
    return items.map((_, index) => (texts.get(index) ?? '').trim().slice(0, LONGEST_TEXT));
  };

  const judge = (segment: SourceSegment, text: string, lang: LanguageCode): Translated => ({
    segment,
    text,
    complaints: checkTranslation(segment.text, text, lang, segment.terms),
  });

  return {
    engine: model.engine,
    translate: async (segments, lang, call) => {
      const items = segments.map(({ text }, index) => ({ index, text }));
      const first = await ask(items, lang, 'translate', call);
      const judged = segments.map((segment, at) => judge(segment, first[at] ?? '', lang));
      const doubtful = judged.filter(({ complaints }) => complaints.length > 0);
      if (doubtful.length === 0) return judged;
      const again = doubtful.map(({ segment, text, complaints }, index) => ({
        index,
        text: segment.text,
        lastAnswer: text,
        wrongWithIt: complaints.map(({ message }) => message),
      }));
      const second = await ask(again, lang, 'translate', call);
      const mended = new Map(
        doubtful.map(({ segment }, at) => [segment.key, judge(segment, second[at] ?? '', lang)]),
      );
      return judged.map((one) => mended.get(one.segment.key) ?? one);
    },
  };
};
