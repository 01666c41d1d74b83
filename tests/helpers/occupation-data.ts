import { loadBundledContent } from '#platform/careers/bundled-content';
import { normaliseText } from '#platform/careers/normalise-text';
import { indexOccupations, type OccupationData } from '#platform/careers/occupation-data';

/** The bundled occupation table, indexed as the product does it, without a database in between. */
export const bundledOccupations = (): OccupationData => {
  const content = loadBundledContent();
  const { name, title, asOf, attribution } = content.source;
  return indexOccupations({
    source: { name, title, asOf, attribution, contentHash: content.contentHash },
    fields: content.fields,
    occupations: content.occupations.map(({ field, soc, aliases: _, ...one }) => ({
      ...one,
      fieldSlug: field,
      socCode: soc.code,
      socTitle: soc.title,
    })),
    titles: content.occupations.flatMap(({ slug, title: first, aliases }) =>
      [first, ...aliases].map((spelling, index) => ({
        key: normaliseText(spelling),
        title: spelling,
        slug,
        kind: index === 0 ? ('title' as const) : ('alias' as const),
      })),
    ),
    skills: content.skills,
    relations: content.relations.flatMap(({ skill, relation, others }) =>
      others.map((other) => ({ skill, relation, other })),
    ),
    industries: content.industries.flatMap(({ name: industry, aliases, notes }) =>
      Object.entries(notes).map(([fieldSlug, note]) => ({
        industry,
        aliases,
        fieldSlug,
        note,
      })),
    ),
  });
};
