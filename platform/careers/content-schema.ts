import { z } from 'zod';

/** Shapes of the files in `content/careers/`, checked once when they are loaded. */

const sourceContentSchema = z.strictObject({
  name: z.string().min(1),
  title: z.string().min(1),
  asOf: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  licence: z.string().min(1),
  url: z.url(),
  attribution: z.string().min(1),
});

const fieldContentSchema = z.strictObject({
  slug: z.string().regex(/^[a-z-]+$/),
  title: z.string().min(1),
  aliases: z.array(z.string().min(1)),
});

const skillContentSchema = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  ordinaryWords: z.array(z.string().min(1)).default([]),
});

const levelSchema = z.enum(['must', 'should', 'nice']);

const occupationContentSchema = z.strictObject({
  slug: z.string().regex(/^[a-z-]+$/),
  title: z.string().min(1),
  field: z.string().min(1),
  soc: z.strictObject({ code: z.string().regex(/^\d{2}-\d{4}\.\d{2}$/), title: z.string().min(1) }),
  aliases: z.array(z.string().min(1)),
  summary: z.string().min(1),
  outlook: z.string().min(1),
  basis: z.string().min(1),
  neighbours: z.array(z.strictObject({ slug: z.string(), why: z.string().min(1) })).min(1),
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        level: levelSchema,
        anyOf: z.array(z.string()).min(1),
        why: z.string().min(1),
        inDemand: z.array(z.string()),
        basis: z.enum(['onet', 'editorial']),
      }),
    )
    .min(1),
});

const relationContentSchema = z.strictObject({
  skill: z.string(),
  relation: z.enum(['needs', 'eases']),
  others: z.array(z.string()).min(1),
});

const industryContentSchema = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  /** By the field's slug. */
  notes: z.record(z.string(), z.string().min(1)),
});

export const careersContentSchema = z.strictObject({
  source: sourceContentSchema,
  fields: z.array(fieldContentSchema),
  occupations: z.array(occupationContentSchema),
  skills: z.array(skillContentSchema),
  relations: z.array(relationContentSchema),
  industries: z.array(industryContentSchema),
});
export type CareersContent = z.infer<typeof careersContentSchema>;
