import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case');
const text = z.string().trim().min(1);

const topicSchema = z.strictObject({
  id,
  title: text.max(80),
  /** `{{name}}` stands for one of the curriculum's placeholders. */
  paragraphs: z.array(text.max(1_000)).min(1).max(10),
  /** Ids of sources that informed the text. */
  sources: z.array(id).min(1),
});

const sourceSchema = z.strictObject({
  id,
  publisher: text,
  title: text,
  year: z.number().int(),
});

/** A curriculum as its files hold it: one that describes it, one per category. */
export const curriculumSchema = z
  .strictObject({
    id,
    title: text,
    /** Whether it is shown as a sample that nobody answers for. */
    sample: z.boolean(),
    notice: text,
    /** What the sources are to the text. */
    basis: text,
    /** What stands for `{{name}}` where nothing better is known. */
    placeholders: z.record(z.string().regex(/^[a-z][A-Za-z]*$/), text),
    sources: z.array(sourceSchema),
    categories: z.array(
      z.strictObject({
        category: z.strictObject({ id, title: text }),
        topics: z.array(topicSchema).min(1),
      }),
    ),
  })
  .superRefine(({ placeholders, sources, categories }, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    const knownSources = new Set(sources.map((source) => source.id));
    const seen = new Set<string>();
    for (const topic of categories.flatMap(({ topics }) => topics)) {
      if (seen.has(topic.id)) complain(`the topic ${topic.id} is there twice`);
      seen.add(topic.id);
      for (const source of topic.sources) {
        if (!knownSources.has(source)) complain(`${topic.id} names the unknown source ${source}`);
      }
      for (const [, name = ''] of topic.paragraphs.join('\n').matchAll(/\{\{(.*?)\}\}/g)) {
        if (!Object.hasOwn(placeholders, name)) {
          complain(`${topic.id} names the unknown placeholder ${name}`);
        }
      }
    }
  });

export type CurriculumFiles = z.input<typeof curriculumSchema>;
