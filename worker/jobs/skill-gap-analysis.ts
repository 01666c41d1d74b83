import { describeEngine } from '#platform/ai/choose-provider';
import { analyseGap, type GapAnalysis } from '#platform/careers/gap/analyse-gap';
import { findIndustryNote } from '#platform/careers/gap/find-industry';
import { readOwnSkills } from '#platform/careers/gap/own-skills';
import type { OccupationData } from '#platform/careers/occupation-data';
import { resolveRole } from '#platform/careers/resolve-role';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import type { JobContext } from '../job-context';
import type { JobHandler } from '../job-handler';

const STEPS = { role: 1, compare: 2, explain: 3 } as const;

const say = (context: JobContext, percent: number, message: string, name: keyof typeof STEPS) =>
  context.progress(percent, message, { index: STEPS[name], total: 3, name });

const sourceOf = ({ source: { name, asOf, attribution } }: OccupationData) => ({
  name,
  asOf,
  attribution,
});

/** Where nothing is known about the role, nothing is compared. */
const nothing: GapAnalysis = {
  coverage: 0,
  matched: [],
  missing: [],
  adjacent: [],
  learningOrder: [],
};

/** Compares the skills a person has with what a role asks for. */
export const skillGapAnalysis: JobHandler<'skill-gap-analysis'> = (input, context, deps) =>
  withEngineOutcomes(async () => {
    const { table, writer } = deps.careers;
    const { signal } = context;

    say(context, 0, `Looking up “${input.targetRole}”`, 'role');
    const data = await table.load(signal);
    const { role, slug } = await context.step('role', () => {
      const resolved = resolveRole(data, input.targetRole);
      return { role: resolved.role, slug: resolved.occupation?.slug ?? null };
    });
    const occupation = slug === null ? undefined : data.bySlug.get(slug);

    const compared = await context.step('compare', () => {
      if (!occupation) return { given: [], analysis: nothing, industryNote: null };
      const own = readOwnSkills(data, input.currentSkills);
      const count = `${own.given.length} ${own.given.length === 1 ? 'skill' : 'skills'}`;
      say(context, 30, `Comparing ${count} with ${occupation.title}`, 'compare');
      return {
        given: own.given,
        analysis: analyseGap(data, occupation, own),
        industryNote: findIndustryNote(data, occupation, input.industry),
      };
    });

    const { missing } = compared.analysis;
    const explained = await context.step('explain', async () => {
      if (!occupation || missing.length === 0) {
        return { analysis: compared.analysis, engine: describeEngine(null) };
      }
      const names = `${missing.length} missing ${missing.length === 1 ? 'skill' : 'skills'}`;
      say(context, 60, `Explaining ${names} for ${occupation.title}`, 'explain');
      const analysis = await writer.run(
        'skillGap',
        {
          role: role.title,
          industry: input.industry,
          given: compared.given,
          analysis: compared.analysis,
        },
        aiCallOf(context, deps),
      );
      return { analysis, engine: writer.engine };
    });
    signal.throwIfAborted();
    const { analysis } = explained;
    return {
      role,
      coverage: analysis.coverage,
      matched: [...analysis.matched],
      missing: analysis.missing.map((one) => ({ ...one, anyOf: [...one.anyOf] })),
      adjacent: [...analysis.adjacent],
      learningOrder: [...analysis.learningOrder],
      industryNote: compared.industryNote,
      source: sourceOf(data),
      engine: explained.engine,
    };
  });
