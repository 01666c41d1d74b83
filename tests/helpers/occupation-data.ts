import { loadBundledContent } from '#platform/careers/bundled-content';
import { normaliseText } from '#platform/careers/normalise-text';
import { indexOccupations, type OccupationData } from '#platform/careers/occupation-data';

/** The bundled occupation table, indexed as the product does it, without a database in between. */
export const bundledOccupations = (): OccupationData => {
  const content = loadBundledContent();
  return indexOccupations({
    source: { ...content.source, contentHash: content.contentHash },
    fields: content.fields,
    occupations: content.occupations.map(({ field, soc, ...one }) => ({
      ...one,
      fieldSlug: field,
      socCode: soc.code,
      socTitle: soc.title,
    })),
    titles: content.occupations.flatMap(({ slug, title, aliases }) =>
      [title, ...aliases].map((name, index) => ({
        key: normaliseText(name),
        title: name,
        slug,
        kind: index === 0 ? ('title' as const) : ('alias' as const),
      })),
    ),
    skills: content.skills,
    relations: content.relations.flatMap(({ skill, relation, others }) =>
      others.map((other) => ({ skill, relation, other })),
    ),
    industries: content.industries.flatMap(({ name, aliases, notes }) =>
      Object.entries(notes).map(([fieldSlug, note]) => ({
        industry: name,
        aliases,
        fieldSlug,
        note,
      })),
    ),
  });
};
