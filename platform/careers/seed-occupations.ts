import type { Pool, PoolClient } from 'pg';
import type { BundledContent } from './bundled-content';
import { normaliseText } from './normalise-text';

/** Any constant: lets one seeding process in at a time. */
const SEED_LOCK = 7_283_912;

/** Children first, so that no delete meets a row that still points at it. */
const TABLES = [
  'industry_notes',
  'skill_relations',
  'occupation_skills',
  'occupation_neighbours',
  'occupation_titles',
  'occupations',
  'skills',
  'career_fields',
] as const;

const titleRows = ({ occupations }: BundledContent) => {
  const taken = new Set<string>();
  return occupations.flatMap(({ slug, title, aliases }) =>
    [title, ...aliases].flatMap((name, index) => {
      const key = normaliseText(name);
      if (taken.has(key)) return [];
      taken.add(key);
      return [{ key, title: name, occupation_slug: slug, kind: index === 0 ? 'title' : 'alias' }];
    }),
  );
};

/** The rows of every table, in the column names of `platform/store/schema/careers.ts`. */
const rowsOf = (content: BundledContent): Record<(typeof TABLES)[number], unknown[]> => ({
  career_fields: content.fields.map((field, position) => ({ ...field, position })),
  skills: content.skills.map(({ name, aliases, ordinaryWords }) => ({
    name,
    aliases,
    ordinary_words: ordinaryWords,
  })),
  occupations: content.occupations.map((one, position) => ({
    slug: one.slug,
    title: one.title,
    field_slug: one.field,
    soc_code: one.soc.code,
    soc_title: one.soc.title,
    summary: one.summary,
    outlook: one.outlook,
    basis: one.basis,
    position,
  })),
  occupation_titles: titleRows(content),
  occupation_neighbours: content.occupations.flatMap(({ slug, neighbours }) =>
    neighbours.map((neighbour, position) => ({
      occupation_slug: slug,
      neighbour_slug: neighbour.slug,
      why: neighbour.why,
      position,
    })),
  ),
  occupation_skills: content.occupations.flatMap(({ slug, groups }) =>
    groups.map((group, position) => ({
      occupation_slug: slug,
      group_name: group.name,
      level: group.level,
      any_of: group.anyOf,
      in_demand: group.inDemand,
      why: group.why,
      basis: group.basis,
      position,
    })),
  ),
  skill_relations: content.relations.flatMap(({ skill, relation, others }) =>
    others.map((other) => ({ skill, relation, other })),
  ),
  industry_notes: content.industries.flatMap(({ name, aliases, notes }) =>
    Object.entries(notes).map(([field, note]) => ({
      industry: name,
      field_slug: field,
      aliases,
      note,
    })),
  ),
});

const replaceRows = async (client: PoolClient, content: BundledContent): Promise<void> => {
  for (const table of TABLES) await client.query(`DELETE FROM ${table}`);
  const rows = rowsOf(content);
  for (const table of [...TABLES].reverse()) {
    await client.query(
      `INSERT INTO ${table} SELECT * FROM json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows[table])],
    );
  }
  const { name, title, asOf, attribution } = content.source;
  await client.query(
    `INSERT INTO career_sources (name, title, as_of, attribution, content_hash)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, as_of = excluded.as_of,
       attribution = excluded.attribution, content_hash = excluded.content_hash, seeded_at = now()`,
    [name, title, asOf, attribution, content.contentHash],
  );
};

/**
 * Brings the occupation tables to the given content, in one transaction; readers see the old table or
 * the new one. Does nothing where the database holds it already. Safe to call from many processes.
 *
 * @returns whether anything was written
 */
export const seedOccupations = async (pool: Pool, content: BundledContent): Promise<boolean> => {
  const client = await pool.connect();
  // A connection that breaks between two queries would end the process; the next query reports it.
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK]);
    const { rows } = await client.query<{ content_hash: string }>(
      'SELECT content_hash FROM career_sources WHERE name = $1',
      [content.source.name],
    );
    const stale = rows[0]?.content_hash !== content.contentHash;
    if (stale) await replaceRows(client, content);
    await client.query('COMMIT');
    return stale;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
};
