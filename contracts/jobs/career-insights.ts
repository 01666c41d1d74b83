import { z } from 'zod';
import { careerScopeSchema, careerSourceSchema } from '../careers';
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
    /** As it was asked. */
    domain: z.string(),
    scope: careerScopeSchema,
    roles: z.array(
      z.object({
        title: z.string(),
        summary: z.string(),
        outlook: z.string(),
        /** O*NET-SOC code; null for a role only the warehouse knows. */
        code: z.string().nullable(),
      }),
    ),
    outlook: z.string(),
    /** Gross pay per year. Empty where the source holds no pay data; never estimated. */
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
    /** `weight` is 0 to 100; `demandNote` says of what. */
    skillsInDemand: z.array(z.object({ skill: z.string(), weight: z.number() })),
    demandNote: z.string(),
    neighbours: z.array(z.object({ title: z.string(), why: z.string() })),
    source: careerSourceSchema.extend({ rows: z.number().int(), sample: z.boolean() }),
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 120_000, backoffMs: 2_000 },
  role: 'user',
  headline: ({ scope, roles }) => {
    if (scope.kind === 'none') return `No entry for “${scope.title}”`;
    if (scope.kind === 'role') return `Outlook for ${scope.title}`;
    return `${roles.length} roles in ${scope.title}`;
  },
});
