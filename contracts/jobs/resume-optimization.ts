import { z } from 'zod';
import { careerSourceSchema, resolvedRoleSchema } from '../careers';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';

/** Nobody's resume: enough of every section to see what the job says about one. */
const sampleResume = `Data analyst

Summary
Analyst with six years in retail reporting. Wants to move from reports to the pipelines that feed them.

Experience
Data analyst, retail chain, 2020 to today
- Responsible for the weekly sales report in SQL and Excel
- Moved 14 manual exports into a Python script that runs each night
- Helped with dashboards for 40 store managers
Junior analyst, logistics company, 2018 to 2020
- Worked on stock data quality
- Cut the time for the monthly close from 3 days to 1

Skills
SQL, Python, Excel, PostgreSQL, Git

Education
BSc in statistics`;

/** Scores a resume against a role. Figures in rewrites are only ever those the resume already has. */
export const resumeOptimization = defineJob({
  type: 'resume-optimization',
  system: 'careers',
  title: 'Resume optimisation',
  summary: 'Scores a resume against a role, finds missing keywords and rewrites its bullet points.',
  input: z.strictObject({
    resumeText: z
      .string()
      .trim()
      .min(200)
      .max(20_000)
      .meta({
        title: 'Resume text',
        description: 'Plain text, 200 to 20,000 characters.',
        control: 'textarea',
        examples: [sampleResume],
      }),
    targetRole: z
      .string()
      .trim()
      .min(2)
      .max(120)
      .meta({
        title: 'Target role',
        examples: ['Data engineer'],
      }),
  }),
  output: z.object({
    role: resolvedRoleSchema,
    /** 0 to 100. With an unknown role the keywords do not count and the rest is scaled to 100. */
    score: z.number().min(0).max(100),
    breakdown: z.array(
      z.object({ part: z.string(), points: z.number(), of: z.number(), note: z.string() }),
    ),
    matchedKeywords: z.array(z.string()),
    /** Most wanted first. */
    missingKeywords: z.array(z.string()),
    /** `now` is null where there is nothing to change, or where only the writer can know: see `tips`. */
    bullets: z.array(
      z.object({ was: z.string(), now: z.string().nullable(), tips: z.array(z.string()) }),
    ),
    sections: z.array(z.object({ name: z.string(), ok: z.boolean(), note: z.string() })),
    summary: z.string(),
    source: careerSourceSchema,
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 120_000, backoffMs: 2_000 },
  role: 'user',
  headline: (result) =>
    result.role.match === 'none'
      ? `${result.score} of 100; no entry for “${result.role.asked}”`
      : `${result.score} of 100 for ${result.role.title}`,
});
