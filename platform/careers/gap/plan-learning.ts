import type { Level, OccupationData } from '../occupation-data';
import type { OwnSkills } from './own-skills';

interface LearningStep {
  readonly step: number;
  readonly skill: string;
  readonly reason: string;
}

interface Goal {
  readonly skill: string;
  readonly level: Level;
}

const MOST_STEPS = 15;
const levelWords: Readonly<Record<Level, string>> = {
  must: 'A must for the role',
  should: 'Usual for the role',
  nice: 'A plus for the role',
};

const helpers = (data: OccupationData, own: OwnSkills, skill: string): string[] =>
  own.given.filter((mine) => data.eases.get(mine)?.includes(skill));

/**
 * An order to learn the missing skills in: what weighs most first, but never before what it builds on.
 * Prerequisites the person lacks become steps of their own.
 */
export const planLearning = (
  data: OccupationData,
  own: OwnSkills,
  goals: readonly Goal[],
): LearningStep[] => {
  const has = (skill: string) => own.given.includes(skill) || own.implied.has(skill);
  const wanted = new Map(goals.map((goal) => [goal.skill, goal.level]));
  const placed = new Map<string, string>();

  const place = (skill: string, neededFor: string | undefined): void => {
    if (has(skill) || placed.has(skill)) return;
    for (const before of data.needs.get(skill) ?? []) place(before, skill);
    const level = wanted.get(skill);
    const reasons: string[] = [];
    if (level) reasons.push(`${levelWords[level]}.`);
    if (neededFor) reasons.push(`${neededFor} builds on it.`);
    const built = (data.needs.get(skill) ?? []).filter((before) => placed.has(before));
    if (built.length > 0) reasons.push(`It builds on ${built.join(' and ')}.`);
    const known = helpers(data, own, skill);
    if (known.length > 0) reasons.push(`Your ${known.slice(0, 2).join(' and ')} helps.`);
    placed.set(skill, reasons.join(' '));
  };

  for (const { skill } of goals) place(skill, undefined);
  return [...placed]
    .slice(0, MOST_STEPS)
    .map(([skill, reason], index) => ({ step: index + 1, skill, reason }));
};
