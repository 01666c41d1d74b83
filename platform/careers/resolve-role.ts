import type { ResolvedRole } from '#contracts/careers';
import { matchKey } from './normalise-text';
import type { Occupation, OccupationData } from './occupation-data';
import { rankTitles, withoutRank } from './title-similarity';

/** Below this a likeness is a guess; measured on the titles in `tests/platform/careers/resolve-role.test.ts`. */
const SIMILAR = 0.65;
/** Likeness from which an occupation is worth offering instead. */
const WORTH_OFFERING = 0.25;
const MOST_ALTERNATIVES = 4;

export interface RoleResolution {
  readonly role: ResolvedRole;
  /** Null where nothing fits: then nothing may be compared. */
  readonly occupation: Occupation | null;
}

const noteFor = (match: ResolvedRole['match'], asked: string, occupation: Occupation): string => {
  const basis =
    occupation.socTitle === occupation.title
      ? ''
      : ` Its facts are those of ${occupation.socTitle} (${occupation.socCode}).`;
  if (match === 'exact') return `Compared with ${occupation.title}.${basis}`;
  if (match === 'alias') {
    return `“${asked}” is taken as ${occupation.title}.${basis}`;
  }
  return `“${asked}” is not in the table; ${occupation.title} is the nearest entry.${basis}`;
};

const nothing = (asked: string, alternatives: string[]): RoleResolution => ({
  occupation: null,
  role: {
    title: asked,
    asked,
    match: 'none',
    alternatives,
    code: null,
    note:
      alternatives.length > 0
        ? `“${asked}” is not in the occupation table, so nothing was compared with it. Try one of the alternatives.`
        : `“${asked}” is not in the occupation table, so nothing was compared with it.`,
  },
});

/** Finds the occupation a free text means: by title, by another name, by likeness, or not at all. */
export const resolveRole = (data: OccupationData, text: string): RoleResolution => {
  const asked = text.replace(/\s+/g, ' ').trim();
  const ranked = rankTitles(asked, data.titles);
  const named = data.byTitle.get(matchKey(asked));
  const ranklessName = data.byTitle.get(matchKey(withoutRank(asked)));
  const found = named ?? ranklessName;
  const nearest = ranked[0];
  const slug = found?.slug ?? (nearest && nearest.score >= SIMILAR ? nearest.slug : undefined);
  const occupation = slug === undefined ? undefined : data.bySlug.get(slug);
  const alike = ranked.filter(({ score }) => score >= WORTH_OFFERING).map((one) => one.slug);
  const near = occupation?.neighbours.map((one) => one.slug) ?? [];
  // A name that is known needs no second guess: its neighbours are the better offer.
  const offered = new Set(found ? [...near, ...alike] : [...alike.slice(0, 3), ...near]);
  if (occupation) offered.delete(occupation.slug);
  const alternatives = [...offered]
    .slice(0, MOST_ALTERNATIVES)
    .flatMap((one) => data.bySlug.get(one)?.title ?? []);
  if (!occupation) return nothing(asked, alternatives);
  let match: ResolvedRole['match'] = 'similar';
  if (found) match = named?.kind === 'title' ? 'exact' : 'alias';
  return {
    occupation,
    role: {
      title: occupation.title,
      asked,
      match,
      alternatives,
      code: occupation.socCode,
      note: noteFor(match, asked, occupation),
    },
  };
};
