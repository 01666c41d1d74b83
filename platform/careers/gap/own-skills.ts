import type { OccupationData } from '../occupation-data';

/** Skills a person has, as the table names them. */
export interface OwnSkills {
  /** In the order they were given; what the table does not know stays as it was typed. */
  readonly given: readonly string[];
  /** What follows from the given ones (React: JavaScript), with the one it follows from. */
  readonly implied: ReadonlyMap<string, string>;
}

/** Reads what a person typed: names, other names, and lists within one entry (`AWS (EC2, S3)`). */
export const readOwnSkills = (data: OccupationData, typed: readonly string[]): OwnSkills => {
  const given = new Set<string>();
  for (const entry of typed) {
    const name = data.skills.canonical(entry);
    const named = name ? [name] : [...data.skills.findIn(entry)];
    for (const skill of named.length > 0 ? named : [entry]) given.add(skill);
  }
  const implied = new Map<string, string>();
  for (const skill of given) {
    const open = [...(data.needs.get(skill) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (given.has(next) || implied.has(next)) continue;
      implied.set(next, skill);
      open.push(...(data.needs.get(next) ?? []));
    }
  }
  return { given: [...given], implied };
};
