import { z } from 'zod';
import { defineJob } from '../define-job';
import { guidelineLanguages, type LanguageCode } from '../guideline-languages';
import { engineSchema } from '../job';
import { languageCodeSchema } from '../language-code';

const count = z.number().int().min(0);

/** What became of the segments of one language; each segment is counted in one place. */
export const languageOutcomeSchema = z.object({
  /** Titles and paragraphs there are. */
  segments: count,
  /** Translated by the provider in this run. */
  translated: count,
  /** Taken from the approved memory in this run. */
  fromMemory: count,
  /** Translated before, and neither the English nor the memory has changed since. */
  reused: count,
  /** No approved translation and nobody to ask: they are shown in English. */
  needsProvider: count,
  /** The provider's text did not pass the checks: it is kept for a person and not shown. */
  needsReview: count,
  /** Pseudo-translated by a dry run; never shown to readers. */
  pseudo: count,
  /** Batches worked on. */
  batches: count,
});
export type LanguageOutcome = z.infer<typeof languageOutcomeSchema>;

/** Segments that readers see in their language. */
const shown = ({ translated, fromMemory, reused }: LanguageOutcome): number =>
  translated + fromMemory + reused;

const figure = (value: number): string => value.toLocaleString('en');

const title = (outcomes: readonly [string, LanguageOutcome][]): string => {
  const [only] = outcomes;
  if (outcomes.length === 1 && only) return guidelineLanguages[only[0] as LanguageCode].name;
  return `${outcomes.length} languages`;
};

/** Translates the guidelines. What nobody has translated stays English and is counted as such. */
export const translate = defineJob({
  type: 'translate',
  system: 'guidelines',
  title: 'Translate guidelines',
  summary:
    'Brings every guideline into 19 languages: from approved translations, and from the provider where one is set. Only what is missing or has changed.',
  input: z.strictObject({
    languages: z
      .array(languageCodeSchema)
      .min(1)
      .max(Object.keys(guidelineLanguages).length)
      .optional()
      .meta({
        title: 'Languages',
        description: 'Codes such as “he” or “ar”. All 19 where none is named.',
        control: 'tags',
        examples: [['he', 'ar']],
      }),
    dryRun: z.boolean().default(false).meta({
      title: 'Dry run',
      description: 'Tries batches and layout with accented English, which readers never see.',
    }),
  }),
  output: z.object({
    languages: z.partialRecord(languageCodeSchema, languageOutcomeSchema),
    dryRun: z.boolean(),
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 2 * 3_600_000, backoffMs: 5_000 },
  role: 'admin',
  headline: ({ languages, dryRun }) => {
    const outcomes = Object.entries(languages);
    const sum = (of: (outcome: LanguageOutcome) => number) =>
      outcomes.reduce((total, [, outcome]) => total + of(outcome), 0);
    if (dryRun) {
      return `Dry run: ${title(outcomes)}, ${figure(sum((one) => one.pseudo))} segments, nothing shown`;
    }
    const parts = [
      `${title(outcomes)}: ${figure(sum(shown))} of ${figure(sum((one) => one.segments))} segments`,
    ];
    const [waiting, doubtful] = [sum((one) => one.needsProvider), sum((one) => one.needsReview)];
    if (waiting > 0) parts.push(`${figure(waiting)} need a provider`);
    if (doubtful > 0) parts.push(`${figure(doubtful)} need review`);
    return parts.join(', ');
  },
});
