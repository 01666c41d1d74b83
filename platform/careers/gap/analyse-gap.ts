import type { Level, Occupation, OccupationData, SkillGroup } from '../occupation-data';
import { levelWeight } from '../occupation-data';
import { rankGroups } from '../resume/score-resume';
import type { OwnSkills } from './own-skills';
import { planLearning } from './plan-learning';

interface GapMatch {
  readonly skill: string;
  readonly group: string;
  readonly level: Level;
}

interface GapMissing {
  /** The one of `anyOf` that is nearest to what is at hand. */
  readonly skill: string;
  readonly anyOf: readonly string[];
  readonly level: Level;
  readonly why: string;
}

export interface GapAnalysis {
  readonly coverage: number;
  readonly matched: readonly GapMatch[];
  readonly missing: readonly GapMissing[];
  readonly adjacent: readonly { readonly skill: string; readonly helpsWith: string }[];
  readonly learningOrder: readonly {
    readonly step: number;
    readonly skill: string;
    readonly reason: string;
  }[];
}

const MOST_ADJACENT = 12;

const matchGroup = (group: SkillGroup, own: OwnSkills): GapMatch | undefined => {
  const named = group.anyOf.filter((skill) => own.given.includes(skill));
  const { name, level } = group;
  if (named.length > 0) return { skill: named.join(', '), group: name, level };
  const through = group.anyOf.find((skill) => own.implied.has(skill));
  if (through === undefined) return undefined;
  return { skill: `${through} (through ${own.implied.get(through)})`, group: name, level };
};

/** Which of the alternatives to learn: one that something at hand makes easier, else one in demand, else the most usual. */
const pickSkill = (group: SkillGroup, eased: ReadonlySet<string>): string =>
  group.anyOf.find((skill) => eased.has(skill) && group.inDemand.includes(skill)) ??
  group.anyOf.find((skill) => eased.has(skill)) ??
  group.inDemand[0] ??
  (group.anyOf[0] as string);

const explain = (group: SkillGroup): string =>
  group.inDemand.length > 0
    ? `${group.why} In demand for this occupation by O*NET: ${group.inDemand.slice(0, 3).join(', ')}.`
    : group.why;

const weigh = (groups: readonly SkillGroup[]): number =>
  groups.reduce((sum, group) => sum + levelWeight[group.level], 0);

/** Compares what a person has with what an occupation asks for. */
export const analyseGap = (
  data: OccupationData,
  occupation: Occupation,
  own: OwnSkills,
): GapAnalysis => {
  const matches = new Map(occupation.groups.map((group) => [group, matchGroup(group, own)]));
  const met = occupation.groups.filter((group) => matches.get(group));
  const unmet = rankGroups(occupation.groups.filter((group) => !matches.get(group)));
  const eased = new Set(own.given.flatMap((skill) => data.eases.get(skill) ?? []));
  const missing = unmet.map(
    (group): GapMissing => ({
      skill: pickSkill(group, eased),
      anyOf: group.anyOf,
      level: group.level,
      why: explain(group),
    }),
  );
  const wanted = new Set(unmet.flatMap((group) => group.anyOf));
  const adjacent = own.given.flatMap((skill) =>
    (data.eases.get(skill) ?? [])
      .filter((other) => wanted.has(other))
      .map((helpsWith) => ({ skill, helpsWith })),
  );
  return {
    coverage: Math.round((100 * weigh(met)) / weigh(occupation.groups)),
    matched: rankGroups(met).flatMap((group) => matches.get(group) ?? []),
    missing,
    adjacent: adjacent.slice(0, MOST_ADJACENT),
    learningOrder: planLearning(data, own, missing),
  };
};
