import { type BloomLevel, bloomLevels } from '#contracts/lessons';

/** Verbs that tell a level, as courses commonly use them; both spellings where there are two. */
const verbs: Readonly<Record<BloomLevel, readonly string[]>> = {
  remember: [
    ...['define', 'identify', 'label', 'list', 'match', 'name', 'recall', 'recite'],
    ...['recognise', 'recognize', 'repeat', 'select', 'state'],
  ],
  understand: [
    ...['classify', 'describe', 'discuss', 'explain', 'express', 'illustrate', 'interpret'],
    ...['locate', 'outline', 'paraphrase', 'report', 'summarise', 'summarize', 'translate'],
  ],
  apply: [
    ...['apply', 'calculate', 'carry out', 'complete', 'conduct', 'demonstrate', 'execute'],
    ...['implement', 'operate', 'perform', 'practise', 'practice', 'prepare', 'set up'],
    ...['show', 'solve', 'use', 'write'],
  ],
  analyse: [
    ...['analyse', 'analyze', 'break down', 'categorise', 'categorize', 'compare', 'contrast'],
    ...['differentiate', 'distinguish', 'examine', 'investigate', 'question', 'relate', 'test'],
  ],
  evaluate: [
    ...['appraise', 'argue', 'assess', 'choose', 'critique', 'defend', 'evaluate', 'judge'],
    ...['justify', 'prioritise', 'prioritize', 'rank', 'recommend', 'review'],
  ],
  create: [
    ...['build', 'compose', 'construct', 'create', 'design', 'develop', 'devise', 'formulate'],
    ...['invent', 'make', 'plan', 'produce', 'propose', 'publish'],
  ],
};

const levelOfVerb = new Map(
  bloomLevels.flatMap((level) => verbs[level].map((verb) => [verb, level] as const)),
);

/** Level of an outcome by the verb it begins with; a verb nobody listed counts as `understand`. */
export const levelOf = (outcome: string): BloomLevel => {
  const [first = '', second = ''] = outcome
    .trim()
    .toLowerCase()
    .split(/[\s,]+/);
  return levelOfVerb.get(`${first} ${second}`) ?? levelOfVerb.get(first) ?? 'understand';
};

const rank = (level: BloomLevel): number => bloomLevels.indexOf(level);

export const byLevel = (a: { level: BloomLevel }, b: { level: BloomLevel }): number =>
  rank(a.level) - rank(b.level);

/** The level above; the highest stays. */
export const levelAbove = (level: BloomLevel): BloomLevel =>
  bloomLevels[Math.min(rank(level) + 1, bloomLevels.length - 1)] as BloomLevel;
