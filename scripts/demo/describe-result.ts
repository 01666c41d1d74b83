import type { Job } from '#contracts/job';
import type { JobOutput, JobType } from '#contracts/jobs/index';
import { jobContracts } from '#contracts/jobs/index';

const MANY = 5;

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`  ${title}`, ...items.slice(0, MANY).map((item) => `    - ${item}`)];

const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount,
  );

/** What of each type's result is worth reading in a terminal. */
const sections: { readonly [T in JobType]?: (output: JobOutput<T>) => string[] } = {
  'resume-optimization': (output) => [
    `  ${output.summary}`,
    ...list('Missing keywords', output.missingKeywords),
    ...list(
      'Rewritten',
      output.bullets.flatMap(({ was, now }) => (now === null ? [] : [`${was}\n      -> ${now}`])),
    ),
    ...list(
      'Sections',
      output.sections.map(({ name, ok, note }) => `${ok ? 'ok' : 'mend'}: ${name}. ${note}`),
    ),
  ],
  'skill-gap-analysis': (output) => [
    `  Coverage ${Math.round(output.coverage)} %`,
    ...list(
      'Matched',
      output.matched.map(({ skill }) => skill),
    ),
    ...list(
      'Missing',
      output.missing.map(({ skill, level, why }) => `${skill} (${level}): ${why}`),
    ),
    ...list(
      'Learn in this order',
      output.learningOrder.map(({ step, skill, reason }) => `${step}. ${skill}: ${reason}`),
    ),
  ],
  'career-insights': (output) => [
    `  ${output.outlook}`,
    ...list(
      'Roles',
      output.roles.map(({ title, outlook }) => `${title}: ${outlook}`),
    ),
    ...list(
      'Pay a year',
      output.payBands.map(
        ({ role, currency, p25, median, p75 }) =>
          `${role}: ${money(median, currency)} (${money(p25, currency)} to ${money(p75, currency)})`,
      ),
    ),
    ...(output.payBands.length === 0 ? [`  ${output.payNote}`] : []),
    ...list(
      'Skills in demand',
      output.skillsInDemand.map(({ skill, weight }) => `${skill} (${Math.round(weight)})`),
    ),
    ...list(
      'Neighbours',
      output.neighbours.map(({ title, why }) => `${title}: ${why}`),
    ),
  ],
  train: (output) => [
    ...list(
      'Learnt',
      output.topics
        .filter(({ outcome }) => outcome === 'learned')
        .map(({ title, facts, questions }) => `${title}: ${facts} facts, ${questions} questions`),
    ),
    `  ${output.notice}`,
  ],
};

const describeOutput = <T extends JobType>(type: T, result: unknown): string[] => {
  const { output, headline, title } = jobContracts[type];
  const parsed = output.parse(result) as JobOutput<T>;
  const line = (headline as (output: JobOutput<T>) => string)(parsed);
  return [`${title}: ${line}`, ...(sections[type]?.(parsed) ?? [])];
};

/** An ended job as text: the result's headline and its most useful parts, or why there is none. */
export const describeResult = (job: Job): string => {
  const type = job.type as JobType;
  const lines =
    job.status === 'completed'
      ? describeOutput(type, job.result)
      : [`${jobContracts[type].title}: ${job.status}. ${job.error?.message ?? ''}`];
  const by = job.engine ? ` by ${job.engine.name}` : '';
  return [...lines, `  (${job.durationMs ?? 0} ms${by})`].join('\n');
};
