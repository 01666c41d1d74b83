import type { Engine } from '#contracts/job';
import { describeEngine } from '#platform/ai/choose-provider';
import { composeInsights } from '#platform/careers/insights/compose-insights';
import { resolveScope } from '#platform/careers/insights/resolve-scope';
import type { CareerWarehouse } from '#platform/careers/warehouse';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import type { JobContext } from '../job-context';
import type { JobHandler } from '../job-handler';

const STEPS = { scope: 1, roles: 2, skills: 3, pay: 4, outlook: 5 } as const;

const say = (context: JobContext, percent: number, message: string, name: keyof typeof STEPS) =>
  context.progress(percent, message, { index: STEPS[name], total: 5, name });

/** A provider wrote the outlook, or else the engine is where the figures come from. */
const engineFor = (written: Engine, { kind }: CareerWarehouse): Engine => {
  if (written.kind === 'provider' || kind === 'postgres') return written;
  return { kind: 'warehouse', name: 'BigQuery' };
};

/** Outlook of a field or role, from the occupation table and whatever postings the warehouse holds. */
export const careerInsights: JobHandler<'career-insights'> = (input, context, deps) =>
  withEngineOutcomes(async () => {
    const { table, warehouse, writer } = deps.careers;
    const call = { signal: context.signal };

    say(context, 0, `Looking up “${input.domain}”`, 'scope');
    const data = await table.load(context.signal);
    const { scope, slugs, question } = await context.step('scope', () => {
      const found = resolveScope(data, input.domain);
      const { occupations, ...rest } = found;
      return { ...rest, slugs: occupations.map((one) => one.slug) };
    });
    const occupations = slugs.flatMap((slug) => data.bySlug.get(slug) ?? []);

    say(context, 15, `Counting postings for ${scope.title}`, 'roles');
    const counted = await context.step('roles', async () => {
      const [meta, roles] = await Promise.all([
        warehouse.meta(question, call),
        warehouse.roleStats(question, call),
      ]);
      return { meta, roles };
    });
    say(context, 35, `Ranking skills in demand for ${scope.title}`, 'skills');
    const skills = await context.step('skills', () => warehouse.skillDemand(question, call));
    say(context, 55, `Reading pay bands for ${scope.title}`, 'pay');
    const pay = await context.step('pay', () => warehouse.payBands(question, call));

    const facts = composeInsights(data, scope, occupations, { ...counted, skills, pay });
    say(context, 75, `Writing the outlook for ${scope.title}`, 'outlook');
    const { outlook, engine } = await context.step('outlook', async () => {
      // About something unknown there is nothing to write.
      if (facts.roles.length === 0) return { outlook: facts.outlook, engine: describeEngine(null) };
      const written = await writer.run('insightsNarrative', { facts }, aiCallOf(context, deps));
      return { outlook: written.outlook, engine: writer.engine };
    });
    context.signal.throwIfAborted();
    return {
      domain: input.domain,
      scope: { ...facts.scope, alternatives: [...facts.scope.alternatives] },
      roles: [...facts.roles],
      outlook,
      payBands: [...pay.bands],
      payNote: facts.payNote,
      skillsInDemand: [...facts.skillsInDemand],
      demandNote: facts.demandNote,
      neighbours: [...facts.neighbours],
      source: facts.source,
      engine: engineFor(engine, warehouse),
    };
  });
