import { z } from 'zod';
import { engineSchema } from './job';

/** The curricula that are bundled. */
export const curriculumIds = ['first-aid'] as const;
export type CurriculumId = (typeof curriculumIds)[number];
export const curriculumIdSchema = z.enum(curriculumIds);

/** What a question is about. */
export const qaKinds = [
  'definition',
  'recognition',
  'procedure',
  'contraindication', // what must not be done
  'red-flag', // when to get help
  'number', // a figure to fill in
] as const;
export type QaKind = (typeof qaKinds)[number];

export const keyFactSchema = z.object({
  text: z.string(),
  /** The sentence of the topic it rests on. */
  source: z.string(),
});
export type KeyFact = z.infer<typeof keyFactSchema>;

export const qaPairSchema = z.object({
  kind: z.enum(qaKinds),
  question: z.string(),
  /** Lines are parts, such as the steps of a procedure. */
  answer: z.string(),
  /** The sentences of the topic it rests on, in reading order. */
  sources: z.array(z.string()).min(1),
});
export type QaPair = z.infer<typeof qaPairSchema>;

/** How what has been learnt of a topic stands to its text of today. */
export const topicStateSchema = z.enum([
  'learned',
  'changed', // learnt from an earlier text
  'new', // not learnt yet
]);
export type TopicState = z.infer<typeof topicStateSchema>;

const aboutCurriculum = z.object({
  id: z.string(),
  title: z.string(),
  /** A sample that nobody answers for: show `notice` with whatever is taken from it. */
  sample: z.boolean(),
  notice: z.string(),
});

const aboutTopic = z.object({
  id: z.string(),
  title: z.string(),
  category: z.object({ id: z.string(), title: z.string() }),
  state: topicStateSchema,
  /** When it was last learnt; null = never. */
  learnedAt: z.iso.datetime().nullable(),
});

export const guidelineQuerySchema = z.strictObject({
  curriculum: curriculumIdSchema.default('first-aid'),
});

export const guidelineListSchema = z.object({
  curriculum: aboutCurriculum,
  /** In reading order. */
  topics: z.array(aboutTopic.extend({ questions: z.number().int().min(0) })),
  /** Topics whose text of today has been learnt. */
  learned: z.number().int().min(0),
});
export type GuidelineList = z.infer<typeof guidelineListSchema>;

/** What training made of a topic. */
export const knowledgeSchema = z.object({
  summary: z.string(),
  facts: z.array(keyFactSchema),
  qa: z.array(qaPairSchema),
  engine: engineSchema,
  /** Null where the topic has no vector. */
  embedding: z.object({ model: z.string(), dims: z.number().int() }).nullable(),
});
export type Knowledge = z.infer<typeof knowledgeSchema>;

export const guidelineSchema = aboutTopic.extend({
  curriculum: aboutCurriculum,
  /** English; placeholders such as `{{emergencyNumber}}` are filled in. */
  paragraphs: z.array(z.string()),
  /** What informed the text. */
  sources: z.array(z.object({ publisher: z.string(), title: z.string(), year: z.number().int() })),
  /** How the sources were used. */
  basis: z.string(),
  /** Null until the topic has been learnt. Of a `changed` topic: from its earlier text. */
  knowledge: knowledgeSchema.nullable(),
});
export type Guideline = z.infer<typeof guidelineSchema>;
