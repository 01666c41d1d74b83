import { z } from 'zod';
import { languageCodeSchema } from './language-code';
import { MAX_PAGE_SIZE } from './limits';

/** Longest translation of one segment, in characters. */
export const MAX_TRANSLATION_LENGTH = 8_000;
/** Approved translations one import may bring. */
export const MAX_IMPORTED = 500;

/** How a segment stands in a language. Readers see `translated` ones; all others are shown in English. */
export const translationStates = [
  'translated',
  'needs-review', // a text is there that did not pass the checks
  'needs-provider', // nobody has translated it, and nobody could be asked
  'outdated', // the English has changed since
  'untranslated', // no run has come to it
] as const;
export const translationStateSchema = z.enum(translationStates);
export type TranslationState = z.infer<typeof translationStateSchema>;

const count = z.number().int().min(0);

export const languageCoverageSchema = z.object({
  code: languageCodeSchema,
  counts: z.record(translationStateSchema, count),
  /** Those of `translated` that a person has approved. */
  approved: count,
  /** Rows of a dry run; never shown to readers. */
  pseudo: count,
  /** Share of the segments that readers see in the language, rounded down: 100 means all. */
  percent: z.number().int().min(0).max(100),
  /** When anything was last written for it; null = never. */
  updatedAt: z.iso.datetime().nullable(),
});
export type LanguageCoverage = z.infer<typeof languageCoverageSchema>;

export const coverageSchema = z.object({
  /** Segments there are to translate. */
  segments: count,
  topics: count,
  languages: z.array(languageCoverageSchema),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** A piece of a guideline as a reader of one language gets it. */
export const translatedSegmentSchema = z.object({
  key: z.string(),
  /** In `lang`: the translation where there is one, else the English. */
  text: z.string(),
  lang: z.union([languageCodeSchema, z.literal('en')]),
  state: translationStateSchema,
  /** Whose translation it is: a person's or approved by one, or a provider's; null for the English. */
  origin: z.enum(['memory', 'provider']).nullable(),
});
export type TranslatedSegment = z.infer<typeof translatedSegmentSchema>;

export const topicInLanguageSchema = z.object({
  topic: z.string(),
  language: languageCodeSchema,
  dir: z.enum(['ltr', 'rtl']),
  /** In reading order: the title, then the paragraphs. */
  segments: z.array(translatedSegmentSchema),
});

/** A segment as its editor sees it. */
export const editableSegmentSchema = z.object({
  key: z.string(),
  source: z.string(),
  /** Names the English that a text is for; send it back with an approval. */
  sourceHash: z.string(),
  /** What has been proposed or approved; null where there is nothing. */
  text: z.string().nullable(),
  state: translationStateSchema,
  origin: z.enum(['memory', 'provider']).nullable(),
  /** Provider and model that wrote it. */
  engine: z.string().nullable(),
  /** Why it needs review. */
  problems: z.array(z.string()),
  /** What a dry run made of it. */
  pseudo: z.string().nullable(),
});
export type EditableSegment = z.infer<typeof editableSegmentSchema>;

export const segmentListQuerySchema = z.strictObject({
  state: translationStateSchema.optional(),
  topic: z.string().max(80).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
});
export type SegmentListQuery = z.output<typeof segmentListQuerySchema>;

export const segmentListSchema = z.object({
  language: languageCodeSchema,
  segments: z.array(editableSegmentSchema),
  /** All that match, of which this is a page. */
  total: count,
});
export type SegmentList = z.infer<typeof segmentListSchema>;

const translationText = z.string().trim().min(1).max(MAX_TRANSLATION_LENGTH);

/** A person's word on one segment. */
export const approvalSchema = z.strictObject({
  text: translationText,
  /** Of the English that was in view: an approval of other English is refused. */
  sourceHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Approves a text although the checks complain. Default false. */
  despiteProblems: z.boolean().default(false),
});
export type Approval = z.input<typeof approvalSchema>;

export const approvalAnswerSchema = z.object({ segment: editableSegmentSchema });

/** Approved translations from elsewhere. The next `translate` puts them to use. */
export const memoryImportSchema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        lang: languageCodeSchema,
        source: z.string().trim().min(1).max(4_000),
        text: translationText,
      }),
    )
    .min(1)
    .max(MAX_IMPORTED),
});
export type MemoryImport = z.output<typeof memoryImportSchema>;

export const memoryImportAnswerSchema = z.object({
  imported: count,
  /** Left out because the checks complain, by place in the list, from 0. */
  refused: z.array(z.object({ index: count, problems: z.array(z.string()) })),
});
export type MemoryImportAnswer = z.infer<typeof memoryImportAnswerSchema>;
