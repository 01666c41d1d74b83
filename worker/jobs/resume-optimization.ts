import type { JobOutput } from '#contracts/jobs/index';
import { resolveRole } from '#platform/careers/resolve-role';
import { checkSections } from '#platform/careers/resume/check-sections';
import { type ParsedResume, parseResume } from '#platform/careers/resume/parse-resume';
import type { BulletAdvice } from '#platform/careers/resume/rewrite-bullet';
import { type ResumeScore, scoreResume } from '#platform/careers/resume/score-resume';
import { aiCallOf, engineOf, withEngineOutcomes } from '../engine-outcome';
import type { JobContext } from '../job-context';
import type { JobHandler } from '../job-handler';

type Result = JobOutput<'resume-optimization'>;

const STEPS = { parse: 1, score: 2, bullets: 3, sections: 4 } as const;
/** Percent at which the bullets begin and end: they are most of the work. */
const BULLETS_FROM = 25;
const BULLETS_TO = 90;

const say = (context: JobContext, percent: number, message: string, name: keyof typeof STEPS) =>
  context.progress(percent, message, { index: STEPS[name], total: 4, name });

const summarise = (resume: ParsedResume, score: ResumeScore, role: Result['role']): string => {
  const weakest = score.breakdown
    .filter((part) => part.of > 0)
    .reduce((low, part) => (part.points / part.of < low.points / low.of ? part : low));
  const compared =
    role.match === 'none' ? 'without a role to compare it with' : `for ${role.title}`;
  const sentences = [`The resume scores ${score.score} of 100 ${compared}.`];
  if (weakest.points < weakest.of) {
    sentences.push(
      `Most is to be gained in ${weakest.part.toLowerCase()} (${weakest.points} of ${weakest.of}).`,
    );
  }
  if (score.missingKeywords.length > 0) {
    sentences.push(`Not named yet: ${score.missingKeywords.slice(0, 3).join('; ')}.`);
  }
  if (resume.bulletCount === 0) sentences.push('It has no bullet points to rewrite.');
  return sentences.join(' ');
};

/** Scores a resume against a role and rewrites its bullet points. */
export const resumeOptimization: JobHandler<'resume-optimization'> = (input, context, deps) =>
  withEngineOutcomes(async () => {
    const { table, writer } = deps.careers;
    const { signal } = context;

    say(context, 0, 'Reading the resume', 'parse');
    const resume = await context.step('parse', () => parseResume(input.resumeText));

    say(context, 10, `Looking up “${input.targetRole}”`, 'score');
    const data = await table.load(signal);
    const { role, score } = await context.step('score', () => {
      const resolved = resolveRole(data, input.targetRole);
      say(context, 15, `Scoring against ${resolved.role.title}`, 'score');
      return {
        role: resolved.role,
        score: scoreResume(data, input.resumeText, resume, resolved.occupation),
      };
    });

    const total = resume.bullets.length;
    const share = (done: number) => BULLETS_FROM + ((BULLETS_TO - BULLETS_FROM) * done) / total;
    const call = aiCallOf(context, deps);
    const tasks: { engine: Result['engine']; advice: readonly BulletAdvice[] }[] = [];
    for (let from = 0; from < total; from += writer.bulletsPerTask) {
      const bullets = resume.bullets.slice(from, from + writer.bulletsPerTask);
      const kept = await context.step(`bullets ${from + 1}-${from + bullets.length}`, async () => {
        const advice = await writer.run(
          'resume',
          {
            role: role.title,
            missingKeywords: score.missingKeywords,
            bullets,
            skills: data.skills,
          },
          {
            ...call,
            onItems: (first, last) => {
              const [one, other] = [from + first + 1, from + last + 1];
              const which = one === other ? `bullet ${one}` : `bullets ${one} to ${other}`;
              say(context, share(from + first), `Rewriting ${which} of ${total}`, 'bullets');
            },
          },
        );
        return { engine: writer.engine, advice };
      });
      tasks.push(kept);
    }

    say(context, BULLETS_TO, 'Checking sections', 'sections');
    const sections = await context.step('sections', () => checkSections(resume));
    signal.throwIfAborted();
    const { name, asOf, attribution } = data.source;
    return {
      role,
      score: score.score,
      breakdown: [...score.breakdown],
      matchedKeywords: [...score.matchedKeywords],
      missingKeywords: [...score.missingKeywords],
      bullets: tasks.flatMap(({ advice }) =>
        advice.map(({ was, now, tips }) => ({ was, now, tips: [...tips] })),
      ),
      sections,
      summary: summarise(resume, score, role),
      source: { name, asOf, attribution },
      engine: engineOf(tasks.map(({ engine }) => engine)),
    };
  });
