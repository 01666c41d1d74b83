import { z } from 'zod';

/** The occupation a free text was taken for. `none`: nothing fits, so nothing was compared. */
export const resolvedRoleSchema = z.object({
  /** Title of the occupation; with `none`, the text as it was asked. */
  title: z.string(),
  asked: z.string(),
  match: z.enum(['exact', 'alias', 'similar', 'none']),
  /** Other occupations that may have been meant, the likeliest first. */
  alternatives: z.array(z.string()),
  /** O*NET-SOC code; null with `none`. */
  code: z.string().nullable(),
  /** One sentence for people: what was asked and what it was taken for. */
  note: z.string(),
});
export type ResolvedRole = z.infer<typeof resolvedRoleSchema>;

/** Where the facts of a result come from. Shown with the result: the licence asks for it. */
export const careerSourceSchema = z.object({
  name: z.string(),
  /** ISO date or month of the facts. */
  asOf: z.string(),
  /** Text the source's licence wants shown; null where it wants none. */
  attribution: z.string().nullable(),
});
export type CareerSource = z.infer<typeof careerSourceSchema>;

/** What a career question is about: a whole field, one role, or nothing that is known. */
export const careerScopeSchema = z.object({
  kind: z.enum(['field', 'role', 'none']),
  title: z.string(),
  /** Fields and roles that could be asked instead. */
  alternatives: z.array(z.string()),
  /** One sentence for people: what was asked and what it was taken for. */
  note: z.string(),
});
export type CareerScope = z.infer<typeof careerScopeSchema>;
