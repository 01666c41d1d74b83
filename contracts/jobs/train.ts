import { z } from 'zod';
import { defineJob } from '../define-job';
import { curriculumIdSchema } from '../guidelines';
import { engineSchema } from '../job';

const count = z.number().int().min(0);

/** Learns the topics of a curriculum. One that was learnt before and has not changed is skipped. */
export const train = defineJob({
  type: 'train',
  system: 'guidelines',
  title: 'Train on guidelines',
  summary:
    'Learns every topic of a curriculum: a summary, key facts, questions with answers, and an embedding. Only what is new or has changed.',
  input: z.strictObject({
    curriculum: curriculumIdSchema.default('first-aid').meta({
      title: 'Curriculum',
      description: '70 first-aid topics are bundled.',
      examples: ['first-aid'],
    }),
  }),
  output: z.object({
    curriculum: z.string(),
    /** Topics learnt by this job. */
    learned: count,
    /** Topics learnt before, and unchanged since. */
    skipped: count,
    total: count,
    topics: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        outcome: z.enum(['learned', 'skipped']),
        facts: count,
        questions: count,
      }),
    ),
    /** Whoever learns; of skipped topics too, or they would not have been skipped. */
    engine: engineSchema,
    /** Engine and version, or provider and model, of the vectors. */
    embeddingModel: z.string(),
    /** Of the curriculum: what it is worth. */
    notice: z.string(),
  }),
  limits: { attempts: 3, timeoutMs: 3_600_000, backoffMs: 5_000 },
  role: 'admin',
  headline: ({ learned, skipped, total }) =>
    learned === 0
      ? `Nothing new: all ${total} topics were learnt before`
      : `Learnt ${learned} of ${total} topics, ${skipped} skipped`,
});
