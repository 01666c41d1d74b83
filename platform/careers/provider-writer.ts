import { z } from 'zod';
import type { ModelCaller } from '../ai/create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from '../ai/delimit-text';
import { inventedFigures } from '../text/figures';
import { type BulletAdvice, rewriteBullet } from './resume/rewrite-bullet';
import type { SkillIndex } from './skill-index';
import type { CareersWriter, WriterTable } from './writer';

/** Few enough for one answer to come in seconds and be worth keeping, enough not to ask for each alone. */
const BULLETS_PER_TASK = 5;
const LONGEST_BULLET = 400;
const LONGEST_TIP = 240;
const LONGEST_REASON = 300;
const LONGEST_OUTLOOK = 1_200;
const MOST_TIPS = 3;

const HOUSE_RULES = [
  UNTRUSTED_TEXT_RULE,
  'Never state a figure, date, name, employer, tool or result that the data does not hold.',
  'Write plain English, short sentences, no praise.',
].join('\n');

const resumeAnswer = z.strictObject({
  bullets: z.array(
    z.strictObject({
      index: z.number().int(),
      now: z.string().nullable(),
      tips: z.array(z.string()),
    }),
  ),
});
const gapAnswer = z.strictObject({
  reasons: z.array(z.strictObject({ skill: z.string(), why: z.string(), step: z.string() })),
});
const narrativeAnswer = z.strictObject({ outlook: z.string() });

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What is wrong with a model's wording of a bullet; null = nothing. */
const objection = (was: string, now: string, skills: SkillIndex): string | null => {
  const figures = inventedFigures(now, [was]);
  if (figures.length > 0) {
    return `A suggested wording was dropped: it named ${figures.join(', ')}, which your text does not. Add a figure only if you can prove it.`;
  }
  const known = skills.findIn(was);
  const added = [...skills.findIn(now)].filter((skill) => !known.has(skill));
  if (added.length > 0) {
    return `A suggested wording was dropped: it added ${added.join(', ')}. If you did use it, say so yourself.`;
  }
  return now.length > LONGEST_BULLET ? 'A suggested wording was dropped: it was too long.' : null;
};

/** A model's advice on one bullet, as far as it holds. */
const vet = (
  was: string,
  answer: z.output<typeof resumeAnswer>['bullets'][number] | undefined,
  skills: SkillIndex,
): BulletAdvice => {
  if (!answer) return { was, now: null, tips: rewriteBullet(was).tips };
  const tips = answer.tips
    .map(oneLine)
    .filter((tip) => tip && tip.length <= LONGEST_TIP && inventedFigures(tip, [was]).length === 0)
    .slice(0, MOST_TIPS);
  const now = answer.now === null ? '' : oneLine(answer.now);
  if (!now || now === was) return { was, now: null, tips };
  const problem = objection(was, now, skills);
  return problem ? { was, now: null, tips: [problem, ...tips] } : { was, now, tips };
};

const createTasks = (model: ModelCaller): WriterTable => ({
  resume: async ({ role, missingKeywords, bullets, skills }, call) => {
    call.onItems?.(0, bullets.length - 1);
    const answer = await model.ask({
      ...call,
      task: 'resume',
      schema: resumeAnswer,
      system: [
        'You improve bullet points of a resume. For each one answer with its index, a better wording (or null where it is good as it is, or where only its writer could know what to put) and up to three short tips.',
        'Open with a verb that says what the person did. Keep the meaning, the figures and the tools; add none. Where a figure is missing, ask for it in a tip.',
        HOUSE_RULES,
      ].join('\n'),
      prompt: [
        delimitText('target role', role),
        delimitText('keywords the resume lacks, for tips only', missingKeywords.join(', ')),
        delimitText(
          'bullets as JSON',
          JSON.stringify(bullets.map((text, index) => ({ index, text }))),
        ),
      ].join('\n\n'),
    });
    const byIndex = new Map(answer.bullets.map((bullet) => [bullet.index, bullet]));
    return bullets.map((was, index) => vet(was, byIndex.get(index), skills));
  },

  skillGap: async ({ role, industry, given, analysis }, call) => {
    if (analysis.missing.length === 0) return analysis;
    const material = JSON.stringify({
      missing: analysis.missing,
      learningOrder: analysis.learningOrder,
    });
    const answer = await model.ask({
      ...call,
      task: 'skillGap',
      schema: gapAnswer,
      system: [
        'You explain a skill gap to a person. For each skill in the learning order answer with its name as given, `why`: why the role asks for it, and `step`: why it comes at this place. One or two sentences each.',
        'The order and the list are settled: add no skill, leave none out, change no name.',
        HOUSE_RULES,
      ].join('\n'),
      prompt: [
        delimitText('target role', role),
        delimitText('industry', industry),
        delimitText('skills at hand', given.join(', ')),
        delimitText('analysis as JSON', material),
      ].join('\n\n'),
    });
    const sources = [material, role, industry, ...given];
    const sound = (text: string | undefined): string | undefined => {
      const line = oneLine(text ?? '');
      const fits = line && line.length <= LONGEST_REASON;
      return fits && inventedFigures(line, sources).length === 0 ? line : undefined;
    };
    const bySkill = new Map(answer.reasons.map((reason) => [reason.skill, reason]));
    return {
      ...analysis,
      missing: analysis.missing.map((one) => ({
        ...one,
        why: sound(bySkill.get(one.skill)?.why) ?? one.why,
      })),
      learningOrder: analysis.learningOrder.map((one) => ({
        ...one,
        reason: sound(bySkill.get(one.skill)?.step) ?? one.reason,
      })),
    };
  },

  insightsNarrative: async ({ facts }, call) => {
    const material = JSON.stringify(facts);
    const { outlook } = await model.ask({
      ...call,
      task: 'insightsNarrative',
      schema: narrativeAnswer,
      check: (answer) => {
        const text = oneLine(answer.outlook);
        if (!text || text.length > LONGEST_OUTLOOK) {
          return `the outlook must have 1 to ${LONGEST_OUTLOOK} characters`;
        }
        const figures = inventedFigures(text, [material]);
        return figures.length > 0
          ? `the outlook names figures that the facts do not: ${figures.join(', ')}`
          : null;
      },
      system: [
        'You write the outlook of a field of work: three to five sentences on its roles, the skills in demand and what lies near it.',
        'Say what the facts say. Where they hold no growth or pay figures, do not speak of growth or pay.',
        HOUSE_RULES,
      ].join('\n'),
      prompt: delimitText('facts as JSON', material),
    });
    return { outlook: oneLine(outlook) };
  },
});

/** Writes with a provider's model. What it returns is held against the input before anybody sees it. */
export const createProviderWriter = (model: ModelCaller): CareersWriter => {
  const tasks = createTasks(model);
  return {
    engine: model.engine,
    bulletsPerTask: BULLETS_PER_TASK,
    run: (task, input, call) => tasks[task](input, call),
  };
};
