import type { CareerScope } from '#contracts/careers';
import { matchKey, normaliseText } from '../normalise-text';
import type { Field, Occupation, OccupationData } from '../occupation-data';
import { resolveRole } from '../resolve-role';
import type { CareerQuestion } from '../warehouse';

export interface ScopeResolution {
  readonly scope: CareerScope;
  /** The occupations it covers; none with `none`. */
  readonly occupations: readonly Occupation[];
  readonly question: CareerQuestion;
}

const namesOf = (data: OccupationData, slugs: ReadonlySet<string>): string[] =>
  data.titles.filter((title) => slugs.has(title.slug)).map((title) => title.key);

const forField = (data: OccupationData, asked: string, field: Field): ScopeResolution => {
  const occupations = data.occupations.filter((one) => one.fieldSlug === field.slug);
  const same = matchKey(asked) === matchKey(field.title);
  return {
    scope: {
      kind: 'field',
      title: field.title,
      alternatives: occupations.slice(0, 4).map((one) => one.title),
      note: same
        ? `${field.title}: ${occupations.length} roles in the table.`
        : `“${asked}” is taken as the field ${field.title}: ${occupations.length} roles in the table.`,
    },
    occupations,
    question: {
      title: field.title,
      roleKeys: namesOf(data, new Set(occupations.map((one) => one.slug))),
      fieldKeys: [field.title, ...field.aliases].map(normaliseText),
    },
  };
};

const findField = (data: OccupationData, asked: string): Field | undefined => {
  const key = matchKey(asked);
  return data.fields.find((field) =>
    [field.title, ...field.aliases].some((name) => matchKey(name) === key),
  );
};

/** Finds what a question is about: a field by any of its names, else a role, else nothing. */
export const resolveScope = (data: OccupationData, text: string): ScopeResolution => {
  const asked = text.replace(/\s+/g, ' ').trim();
  const field = findField(data, asked);
  if (field) return forField(data, asked, field);
  const { role, occupation } = resolveRole(data, asked);
  if (occupation) {
    return {
      scope: {
        kind: 'role',
        title: occupation.title,
        alternatives: role.alternatives,
        note: role.note,
      },
      occupations: [occupation],
      question: {
        title: occupation.title,
        roleKeys: namesOf(data, new Set([occupation.slug])),
        fieldKeys: [],
      },
    };
  }
  const fields = data.fields.map((one) => one.title);
  return {
    scope: {
      kind: 'none',
      title: asked,
      alternatives: role.alternatives.length > 0 ? role.alternatives : fields,
      note: `“${asked}” is neither a field nor a role of the occupation table.`,
    },
    occupations: [],
    // The postings may know it all the same.
    question: { title: asked, roleKeys: [normaliseText(asked)], fieldKeys: [normaliseText(asked)] },
  };
};
