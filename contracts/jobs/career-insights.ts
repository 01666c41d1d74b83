import { z } from 'zod';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';

/** Outlook of a field from the occupation table or the configured warehouse. */
export const careerInsights = defineJob({
  type: 'career-insights',
  system: 'careers',
  title: 'Career insights',
  summary: 'Outlook, pay bands, skills in demand and neighbouring roles for one field.',
  input: z.strictObject({
    domain: z
      .string()
      .trim()
      .min(3)
      .max(80)
      .meta({
        title: 'Domain',
        description: 'A field or a role, for example “Data”.',
        examples: ['Data'],
      }),
  }),
  output: z.object({
    domain: z.string(),
    roles: z.array(z.object({ title: z.string(), summary: z.string(), outlook: z.string() })),
    outlook: z.string(),
    /** Empty where the source holds no pay data; never estimated. */
    payBands: z.array(
      z.object({
        role: z.string(),
        currency: z.string(),
        p25: z.number(),
        median: z.number(),
        p75: z.number(),
        rows: z.number().int(),
      }),
    ),
    payNote: z.string(),
    skillsInDemand: z.array(z.object({ skill: z.string(), weight: z.number() })),
    neighbours: z.array(z.object({ title: z.string(), why: z.string() })),
    source: z.object({
      name: z.string(),
      asOf: z.string(),
      rows: z.number().int(),
      sample: z.boolean(),
      attribution: z.string().nullable(),
    }),
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 120_000, backoffMs: 2_000 },
  role: 'user',
  headline: (result) => `${result.roles.length} roles in ${result.domain}`,
});
