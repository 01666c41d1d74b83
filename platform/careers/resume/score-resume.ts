import { isQuantified } from '../../text/figures';
import type { Occupation, OccupationData, SkillGroup } from '../occupation-data';
import { levelWeight } from '../occupation-data';
import { opensWithAction } from './action-verbs';
import { MAX_BULLETS, type ParsedResume, type SectionName } from './parse-resume';

interface ScorePart {
  readonly part: string;
  readonly points: number;
  readonly of: number;
  readonly note: string;
}

export interface ResumeScore {
  /** 0 to 100. */
  readonly score: number;
  readonly breakdown: readonly ScorePart[];
  readonly matchedKeywords: readonly string[];
  /** Most wanted first. */
  readonly missingKeywords: readonly string[];
}

const MOST = { keywords: 40, sections: 20, contact: 10, verbs: 15, numbers: 15 } as const;
const WANTED_SECTIONS: readonly SectionName[] = ['Summary', 'Experience', 'Education', 'Skills'];
/** Share of bullets with a figure from which on the part is full: not every deed has one. */
const ENOUGH_FIGURES = 0.6;
const MOST_MISSING = 15;
const MOST_NAMES = 3;

/** `React, Vue or Angular`: any of them would do, so none is asked for alone. */
const nameGroup = (group: Pick<SkillGroup, 'anyOf' | 'inDemand'>): string => {
  const ordered = [...new Set([...group.inDemand, ...group.anyOf])].slice(0, MOST_NAMES);
  const last = ordered.pop() ?? '';
  return ordered.length > 0 ? `${ordered.join(', ')} or ${last}` : last;
};

/** Requirements by what they count for, then by demand, then as the table lists them. */
export const rankGroups = (groups: readonly SkillGroup[]): SkillGroup[] =>
  groups
    .map((group, index) => ({ group, index }))
    .sort(
      (a, b) =>
        levelWeight[b.group.level] - levelWeight[a.group.level] ||
        Math.min(1, b.group.inDemand.length) - Math.min(1, a.group.inDemand.length) ||
        a.index - b.index,
    )
    .map(({ group }) => group);

const scoreKeywords = (found: ReadonlySet<string>, occupation: Occupation) => {
  const weigh = (groups: readonly SkillGroup[]) =>
    groups.reduce((sum, group) => sum + levelWeight[group.level], 0);
  const met = occupation.groups.filter((group) => group.anyOf.some((skill) => found.has(skill)));
  const unmet = rankGroups(occupation.groups.filter((group) => !met.includes(group)));
  const points = Math.round((MOST.keywords * weigh(met)) / weigh(occupation.groups));
  return {
    part: {
      part: 'Keywords',
      points,
      of: MOST.keywords,
      note: `${met.length} of the ${occupation.groups.length} things asked of a ${occupation.title} are named.`,
    },
    matched: [...new Set(met.flatMap((one) => one.anyOf.filter((skill) => found.has(skill))))],
    missing: [...new Set(unmet.map(nameGroup))].slice(0, MOST_MISSING),
  };
};

const scoreSections = ({ sections }: ParsedResume): ScorePart => {
  const absent = WANTED_SECTIONS.filter((name) => !sections.some((one) => one.name === name));
  const present = WANTED_SECTIONS.length - absent.length;
  return {
    part: 'Sections',
    points: Math.round((MOST.sections * present) / WANTED_SECTIONS.length),
    of: MOST.sections,
    note: absent.length > 0 ? `No heading found for: ${absent.join(', ')}.` : 'All four are there.',
  };
};

const scoreContact = ({ contact }: ParsedResume): ScorePart => {
  const absent = [
    contact.email ? '' : 'an e-mail address',
    contact.phone ? '' : 'a phone number',
    contact.link ? '' : 'a link to a profile or portfolio',
  ].filter(Boolean);
  const points = (contact.email ? 4 : 0) + (contact.phone ? 3 : 0) + (contact.link ? 3 : 0);
  const note = absent.length > 0 ? `Not found: ${absent.join(', ')}.` : 'Complete.';
  return { part: 'Contact', points, of: MOST.contact, note };
};

const scoreBullets = (
  { bullets, bulletCount, bulletsMarked }: ParsedResume,
  part: string,
  of: number,
  enough: number,
  test: (bullet: string) => boolean,
  words: string,
): ScorePart => {
  if (bullets.length === 0) {
    return { part, points: 0, of, note: 'No bullet points were found to look at.' };
  }
  const good = bullets.filter(test).length;
  const scope =
    bulletCount > MAX_BULLETS
      ? `the first ${MAX_BULLETS} bullet points`
      : `${bullets.length} bullet points`;
  const marks = bulletsMarked ? '' : ' The text has no bullet marks; lines were taken instead.';
  return {
    part,
    points: Math.round(of * Math.min(1, good / bullets.length / enough)),
    of,
    note: `${good} of ${scope} ${words}.${marks}`,
  };
};

/**
 * Scores a resume: keywords 40, sections 20, contact 10, action verbs 15, figures 15. By rule in both
 * engines, so that two runs of one resume agree. Without an occupation the keywords are left out and
 * the other 60 are scaled to 100.
 */
export const scoreResume = (
  data: OccupationData,
  text: string,
  resume: ParsedResume,
  occupation: Occupation | null,
): ResumeScore => {
  const rest = [
    scoreSections(resume),
    scoreContact(resume),
    scoreBullets(resume, 'Action verbs', MOST.verbs, 1, opensWithAction, 'open with what was done'),
    scoreBullets(resume, 'Figures', MOST.numbers, ENOUGH_FIGURES, isQuantified, 'name a figure'),
  ];
  const sum = rest.reduce((points, part) => points + part.points, 0);
  if (!occupation) {
    const of = rest.reduce((points, part) => points + part.of, 0);
    const note = `Not scored: the role is not in the table. The score is the other ${of} points, scaled to 100.`;
    return {
      score: Math.round((100 * sum) / of),
      breakdown: [{ part: 'Keywords', points: 0, of: 0, note }, ...rest],
      matchedKeywords: [],
      missingKeywords: [],
    };
  }
  const keywords = scoreKeywords(data.skills.findIn(text), occupation);
  return {
    score: keywords.part.points + sum,
    breakdown: [keywords.part, ...rest],
    matchedKeywords: keywords.matched,
    missingKeywords: keywords.missing,
  };
};
