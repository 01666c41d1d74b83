import { z } from 'zod';
import { careerSourceSchema, resolvedRoleSchema } from '../careers';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';

/** Compares the skills a person has with what a role asks for. */
export const skillGapAnalysis = defineJob({
  type: 'skill-gap-analysis',
  system: 'careers',
  title: 'Skill gap analysis',
  summary: 'Matched, missing and adjacent skills, ranked, with an order to learn them in.',
  input: z.strictObject({
    targetRole: z
      .string()
      .trim()
      .min(2)
      .max(120)
      .meta({
        title: 'Target role',
        examples: ['Site reliability engineer'],
      }),
    industry: z
      .string()
      .trim()
      .min(2)
      .max(80)
      .meta({ title: 'Industry', examples: ['Software'] }),
    currentSkills: z
      .array(z.string().trim().min(1).max(80))
      .min(1)
      .max(60)
      .meta({
        title: 'Current skills',
        description: 'Between 1 and 60 skills.',
        control: 'tags',
        examples: [['Linux', 'Python', 'PostgreSQL']],
      }),
  }),
  output: z.object({
    role: resolvedRoleSchema,
    /** Share of the role's weight that is covered, 0 to 100; 0 with an unknown role. */
    coverage: z.number().min(0).max(100),
    matched: z.array(z.object({ skill: z.string(), group: z.string(), level: z.string() })),
    missing: z.array(
      z.object({
        skill: z.string(),
        anyOf: z.array(z.string()),
        level: z.enum(['must', 'should', 'nice']),
        why: z.string(),
      }),
    ),
    /** Skills at hand that make a missing one quicker to learn. */
    adjacent: z.array(z.object({ skill: z.string(), helpsWith: z.string() })),
    learningOrder: z.array(
      z.object({ step: z.number().int(), skill: z.string(), reason: z.string() }),
    ),
    /** Null where the table says nothing about this industry. */
    industryNote: z.string().nullable(),
    source: careerSourceSchema,
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 120_000, backoffMs: 2_000 },
  role: 'user',
  headline: (result) =>
    result.role.match === 'none'
      ? `No entry for “${result.role.asked}”`
      : `${result.matched.length} matched, ${result.missing.length} missing, ${result.adjacent.length} adjacent`,
});
