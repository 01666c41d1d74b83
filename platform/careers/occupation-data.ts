import { matchKey } from './normalise-text';
import { createSkillIndex, type SkillIndex, type SkillRow } from './skill-index';

export type Level = 'must' | 'should' | 'nice';

/** What a requirement counts for; the rest of the scoring follows from these three. */
export const levelWeight = { must: 3, should: 2, nice: 1 } as const satisfies Record<Level, number>;

/** One requirement: any one of `anyOf` meets it. */
export interface SkillGroup {
  readonly name: string;
  readonly level: Level;
  readonly anyOf: readonly string[];
  /** Those of `anyOf` that O*NET marks as in demand for the occupation. */
  readonly inDemand: readonly string[];
  readonly why: string;
}

export interface Occupation {
  readonly slug: string;
  readonly title: string;
  readonly fieldSlug: string;
  readonly socCode: string;
  readonly socTitle: string;
  readonly summary: string;
  readonly outlook: string;
  readonly basis: string;
  readonly neighbours: readonly { readonly slug: string; readonly why: string }[];
  readonly groups: readonly SkillGroup[];
}

export interface OccupationTitle {
  readonly key: string;
  readonly title: string;
  readonly slug: string;
  readonly kind: 'title' | 'alias';
}

export interface Field {
  readonly slug: string;
  readonly title: string;
  readonly aliases: readonly string[];
}

export interface IndustryNote {
  readonly industry: string;
  readonly fieldSlug: string;
  readonly aliases: readonly string[];
  readonly note: string;
}

/** The tables as one statement reads them. */
export interface OccupationRows {
  readonly source: {
    readonly name: string;
    readonly title: string;
    readonly asOf: string;
    readonly attribution: string;
    readonly contentHash: string;
  };
  readonly fields: readonly Field[];
  readonly occupations: readonly Occupation[];
  readonly titles: readonly OccupationTitle[];
  readonly skills: readonly SkillRow[];
  readonly relations: readonly {
    readonly skill: string;
    readonly relation: 'needs' | 'eases';
    readonly other: string;
  }[];
  readonly industries: readonly IndustryNote[];
}

/** The occupation table in memory, indexed for the questions the jobs ask. Never changes. */
export interface OccupationData {
  readonly source: OccupationRows['source'];
  readonly fields: readonly Field[];
  readonly occupations: readonly Occupation[];
  readonly bySlug: ReadonlyMap<string, Occupation>;
  readonly titles: readonly OccupationTitle[];
  /** Titles and aliases by `matchKey`. */
  readonly byTitle: ReadonlyMap<string, OccupationTitle>;
  readonly skills: SkillIndex;
  /** What has to be learnt before a skill. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** What a skill makes quicker to learn. */
  readonly eases: ReadonlyMap<string, readonly string[]>;
  readonly industries: readonly IndustryNote[];
}

const collect = (rows: OccupationRows['relations'], relation: 'needs' | 'eases') => {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    if (row.relation !== relation) continue;
    const others = found.get(row.skill);
    if (others) others.push(row.other);
    else found.set(row.skill, [row.other]);
  }
  return found;
};

/** Indexes what the database holds. */
export const indexOccupations = (rows: OccupationRows): OccupationData => {
  const byTitle = new Map<string, OccupationTitle>();
  // Titles before aliases: where a plural makes two names one, the title wins.
  for (const kind of ['title', 'alias'] as const) {
    for (const title of rows.titles) {
      const key = matchKey(title.title);
      if (title.kind === kind && !byTitle.has(key)) byTitle.set(key, title);
    }
  }
  return {
    source: rows.source,
    fields: rows.fields,
    occupations: rows.occupations,
    bySlug: new Map(rows.occupations.map((one) => [one.slug, one])),
    titles: rows.titles,
    byTitle,
    skills: createSkillIndex(rows.skills),
    needs: collect(rows.relations, 'needs'),
    eases: collect(rows.relations, 'eases'),
    industries: rows.industries,
  };
};
