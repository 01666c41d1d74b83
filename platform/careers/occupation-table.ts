import type { Pool } from 'pg';
import { loadBundledContent } from './bundled-content';
import { askStore, CareersUnavailable } from './careers-unavailable';
import { indexOccupations, type OccupationData, type OccupationRows } from './occupation-data';
import { seedOccupations } from './seed-occupations';

/** The occupation table in Postgres, as the jobs see it. */
export interface OccupationTable {
  /**
   * The table as it is now. The first call of a process sees to it that the bundled content is there;
   * later ones cost one small query unless the content has changed.
   *
   * @throws CareersUnavailable where Postgres is away; the signal's reason once it aborts
   */
  load(signal: AbortSignal): Promise<OccupationData>;
}

/** One statement, so that a seeding beside it is seen wholly or not at all. */
const READ_ALL = `SELECT json_build_object(
  'source', (SELECT json_build_object('name', name, 'title', title, 'asOf', as_of,
    'attribution', attribution, 'contentHash', content_hash) FROM career_sources WHERE name = $1),
  'fields', (SELECT json_agg(json_build_object('slug', slug, 'title', title, 'aliases', aliases)
    ORDER BY position) FROM career_fields),
  'occupations', (SELECT json_agg(json_build_object('slug', o.slug, 'title', o.title,
    'fieldSlug', o.field_slug, 'socCode', o.soc_code, 'socTitle', o.soc_title, 'summary', o.summary,
    'outlook', o.outlook, 'basis', o.basis,
    'neighbours', (SELECT coalesce(json_agg(json_build_object('slug', n.neighbour_slug, 'why', n.why)
      ORDER BY n.position), '[]') FROM occupation_neighbours n WHERE n.occupation_slug = o.slug),
    'groups', (SELECT coalesce(json_agg(json_build_object('name', s.group_name, 'level', s.level,
      'anyOf', s.any_of, 'inDemand', s.in_demand, 'why', s.why) ORDER BY s.position), '[]')
      FROM occupation_skills s WHERE s.occupation_slug = o.slug)) ORDER BY o.position)
    FROM occupations o),
  'titles', (SELECT json_agg(json_build_object('key', t.key, 'title', t.title,
    'slug', t.occupation_slug, 'kind', t.kind) ORDER BY t.key) FROM occupation_titles t),
  'skills', (SELECT json_agg(json_build_object('name', name, 'aliases', aliases,
    'ordinaryWords', ordinary_words) ORDER BY name) FROM skills),
  'relations', (SELECT coalesce(json_agg(json_build_object('skill', skill, 'relation', relation,
    'other', other) ORDER BY skill, relation, other), '[]') FROM skill_relations),
  'industries', (SELECT coalesce(json_agg(json_build_object('industry', industry,
    'fieldSlug', field_slug, 'aliases', aliases, 'note', note) ORDER BY industry, field_slug), '[]')
    FROM industry_notes)) AS everything`;

export const createOccupationTable = (pool: Pool): OccupationTable => {
  const content = loadBundledContent();
  let seeded: Promise<unknown> | undefined;
  let held: OccupationData | undefined;

  /** Once per process; a failure is forgotten, so that the next job tries again. */
  const seedOnce = async () => {
    seeded ??= seedOccupations(pool, content);
    try {
      await seeded;
    } catch (error) {
      seeded = undefined;
      throw error;
    }
  };

  const readAll = async (): Promise<OccupationData> => {
    const { rows } = await pool.query<{ everything: OccupationRows }>(READ_ALL, [
      content.source.name,
    ]);
    const everything = rows[0]?.everything;
    if (!everything?.source || !everything.occupations) {
      throw new CareersUnavailable('The occupation table is empty; restart a worker to fill it.');
    }
    return indexOccupations(everything);
  };

  const currentHash = async (): Promise<string | undefined> => {
    const { rows } = await pool.query<{ content_hash: string }>(
      'SELECT content_hash FROM career_sources WHERE name = $1',
      [content.source.name],
    );
    return rows[0]?.content_hash;
  };

  return {
    load: (signal) =>
      askStore('The occupation table', signal, async () => {
        await seedOnce();
        if (held && held.source.contentHash === (await currentHash())) return held;
        held = await readAll();
        return held;
      }),
  };
};
