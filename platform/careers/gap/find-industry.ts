import { matchKey } from '../normalise-text';
import type { IndustryNote, Occupation, OccupationData } from '../occupation-data';

const isNamed = (note: IndustryNote, asked: string): boolean =>
  [note.industry, ...note.aliases].some((name) => ` ${asked} `.includes(` ${matchKey(name)} `));

/** What the table says about an occupation's field in an industry; null where it says nothing. */
export const findIndustryNote = (
  data: OccupationData,
  occupation: Occupation,
  industry: string,
): string | null => {
  const asked = matchKey(industry);
  const found = data.industries.find(
    (note) => note.fieldSlug === occupation.fieldSlug && isNamed(note, asked),
  );
  return found ? `${found.industry}: ${found.note}` : null;
};
