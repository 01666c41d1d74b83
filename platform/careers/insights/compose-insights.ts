import type { CareerScope } from '#contracts/careers';
import type { Occupation, OccupationData } from '../occupation-data';
import { levelWeight } from '../occupation-data';
import {
  FEWEST_PAY_ROWS,
  type PayAnswer,
  type RoleStat,
  type SkillDemand,
  type WarehouseMeta,
} from '../warehouse';

/** What the warehouse answered, all four questions. */
export interface WarehouseAnswers {
  readonly roles: readonly RoleStat[];
  readonly skills: readonly SkillDemand[];
  readonly pay: PayAnswer;
  readonly meta: WarehouseMeta;
}

export interface CareerFacts {
  readonly scope: CareerScope;
  readonly roles: readonly {
    readonly title: string;
    readonly summary: string;
    readonly outlook: string;
    readonly code: string | null;
  }[];
  readonly outlook: string;
  readonly payNote: string;
  readonly skillsInDemand: readonly { readonly skill: string; readonly weight: number }[];
  readonly demandNote: string;
  readonly neighbours: readonly { readonly title: string; readonly why: string }[];
  readonly source: {
    readonly name: string;
    readonly asOf: string;
    readonly attribution: string | null;
    readonly rows: number;
    readonly sample: boolean;
  };
}

const MOST_SKILLS = 15;
const MOST_NEIGHBOURS = 8;

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const listNames = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** How much the table's occupations ask for each skill, 0 to 100; only what O*NET marks as in demand where it marks any. */
const demandByTable = (occupations: readonly Occupation[]) => {
  const marked = occupations.some((one) => one.groups.some((group) => group.inDemand.length > 0));
  const sums = new Map<string, number>();
  for (const { groups } of occupations) {
    const best = new Map<string, number>();
    for (const group of groups) {
      for (const skill of marked ? group.inDemand : group.anyOf.slice(0, 1)) {
        best.set(skill, Math.max(best.get(skill) ?? 0, levelWeight[group.level]));
      }
    }
    for (const [skill, weight] of best) sums.set(skill, (sums.get(skill) ?? 0) + weight);
  }
  const skills = [...sums]
    .map(([skill, sum]) => ({
      skill,
      weight: Math.round((100 * sum) / levelWeight.must / occupations.length),
    }))
    .sort((a, b) => b.weight - a.weight || a.skill.localeCompare(b.skill))
    .slice(0, MOST_SKILLS);
  const basis = marked
    ? 'Technologies O*NET 29.3 marks as in demand'
    : 'O*NET 29.3 marks none as in demand here; these are what the table asks for';
  return {
    skills,
    note: `${basis}, weighted by how much a role needs them (100 = a must) and averaged over ${plural(occupations.length, 'role')}.`,
  };
};

const demandOf = (occupations: readonly Occupation[], { skills, meta }: WarehouseAnswers) => {
  if (meta.rows > 0 && skills.length > 0) {
    return {
      skills: skills.map(({ skill, rows }) => ({
        skill,
        weight: Math.min(100, Math.round((100 * rows) / meta.rows)),
      })),
      note: `Share of ${plural(meta.rows, 'posting')} that ask for it.`,
    };
  }
  if (occupations.length === 0) return { skills: [], note: 'Nothing is known about this.' };
  return demandByTable(occupations);
};

const payNoteOf = ({ pay, meta }: WarehouseAnswers): string => {
  const notes: string[] = [];
  if (pay.bands.length > 0) notes.push('Gross pay per year, as the postings name it.');
  else if (meta.rows === 0) notes.push('No pay data is shipped and none has been loaded.');
  else notes.push('The loaded postings name too little pay for a band.');
  if (pay.withheld > 0) {
    notes.push(
      `${plural(pay.withheld, 'band')} with fewer than ${FEWEST_PAY_ROWS} postings ${pay.withheld === 1 ? 'is' : 'are'} withheld.`,
    );
  }
  if (meta.sample) notes.push('Some of the rows are samples, made up for a demonstration.');
  return notes.join(' ');
};

const neighboursOf = (data: OccupationData, occupations: readonly Occupation[]) => {
  const own = new Set(occupations.map((one) => one.slug));
  const found = new Map<string, string>();
  for (const { title, neighbours } of occupations) {
    for (const { slug, why } of neighbours) {
      if (own.has(slug) || found.has(slug)) continue;
      found.set(slug, occupations.length > 1 ? `Near ${title}: ${why}.` : `${why}.`);
    }
  }
  return [...found].slice(0, MOST_NEIGHBOURS).flatMap(([slug, why]) => {
    const neighbour = data.bySlug.get(slug);
    return neighbour
      ? [{ title: neighbour.title, why: why.charAt(0).toUpperCase() + why.slice(1) }]
      : [];
  });
};

const rolesOf = (occupations: readonly Occupation[], { roles }: WarehouseAnswers) => {
  if (occupations.length > 0) {
    return occupations.map(({ title, summary, outlook, socCode }) => ({
      title,
      summary,
      outlook,
      code: socCode,
    }));
  }
  return roles.map(({ role, rows }) => ({
    title: role,
    summary: 'Not in the occupation table; known from postings alone.',
    outlook: `${plural(rows, 'posting')}.`,
    code: null,
  }));
};

const outlookOf = (
  title: string,
  occupations: readonly Occupation[],
  demand: readonly { readonly skill: string }[],
  { roles, meta }: WarehouseAnswers,
): string => {
  const [only] = occupations;
  const sentences: string[] = [];
  if (occupations.length === 1 && only) sentences.push(only.outlook);
  if (occupations.length > 1) {
    sentences.push(`${title} covers ${plural(occupations.length, 'role')} in the table.`);
  }
  if (meta.rows > 0) {
    const top = roles.slice(0, 3).map(({ role, rows }) => `${role} (${rows})`);
    sentences.push(
      `${plural(meta.rows, 'posting')} up to ${meta.asOf}: most for ${listNames(top)}.`,
    );
  } else if (occupations.length > 1) {
    const names = demand.slice(0, 5).map(({ skill }) => skill);
    sentences.push(`Most wanted across them: ${listNames(names)}.`);
    sentences.push('No growth figure is bundled and no postings are loaded, so none is stated.');
  }
  if (sentences.length === 0) sentences.push(`Nothing is known about “${title}”.`);
  return sentences.join(' ');
};

const scopeOf = (scope: CareerScope, { roles, meta }: WarehouseAnswers): CareerScope =>
  scope.kind === 'none' && roles.length > 0
    ? {
        ...scope,
        kind: 'field',
        note: `“${scope.title}” is not in the occupation table, but in ${plural(meta.rows, 'posting')}.`,
      }
    : scope;

/** Puts the table's facts and the warehouse's answers together. States nothing that neither holds. */
export const composeInsights = (
  data: OccupationData,
  scope: CareerScope,
  occupations: readonly Occupation[],
  answers: WarehouseAnswers,
): CareerFacts => {
  const { meta } = answers;
  const demand = demandOf(occupations, answers);
  const { source } = data;
  return {
    scope: scopeOf(scope, answers),
    roles: rolesOf(occupations, answers),
    outlook: outlookOf(scope.title, occupations, demand.skills, answers),
    payNote: payNoteOf(answers),
    skillsInDemand: demand.skills,
    demandNote: demand.note,
    neighbours: neighboursOf(data, occupations),
    source: {
      name: meta.rows > 0 ? `${meta.name}, with the ${source.name.toLowerCase()}` : source.name,
      asOf: meta.rows > 0 && meta.asOf ? meta.asOf : source.asOf,
      attribution: occupations.length > 0 ? source.attribution : null,
      rows: meta.rows > 0 ? meta.rows : occupations.length,
      sample: meta.sample,
    },
  };
};
