/** Keys and indices from the root on. */
export type JsonPath = readonly string[];

/** Children of an object or array; null for what has none. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : Object.entries(value);
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;
const INDEX = /^(0|[1-9]\d*)$/;

/** “$.roles[0].title”, as JSONPath writes it. */
export const pathText = (path: JsonPath): string =>
  path.reduce((text, key) => {
    if (INDEX.test(key)) return `${text}[${key}]`;
    return PLAIN_KEY.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, '$');

/** Whether one lies on the way to the other, or is it. */
export const leadsTo = (path: JsonPath, to: JsonPath | null): boolean =>
  to !== null && path.length <= to.length && path.every((key, index) => to[index] === key);

/** Places found of one search; a search that finds more is a search for nothing in particular. */
const MAX_FOUND = 1_000;

/** Every place whose key or value holds the words, case aside, from top to bottom; none where there are no words. */
export function findInJson(value: unknown, words: string): readonly JsonPath[] {
  const wanted = words.trim().toLocaleLowerCase();
  const found: JsonPath[] = [];
  const holds = (text: string) => text.toLocaleLowerCase().includes(wanted);
  const visit = (item: unknown, path: JsonPath): void => {
    if (found.length >= MAX_FOUND) return;
    const entries = entriesOf(item);
    const key = path.at(-1);
    if ((key !== undefined && holds(key)) || (entries === null && holds(String(item)))) {
      found.push(path);
    }
    for (const [name, child] of entries ?? []) visit(child, [...path, name]);
  };
  if (wanted !== '') visit(value, []);
  return found;
}

/** How many values there are, counted no further than `enough`. */
export function sizeOf(value: unknown, enough: number): number {
  let size = 1;
  for (const [, child] of entriesOf(value) ?? []) {
    if (size >= enough) break;
    size += sizeOf(child, enough - size);
  }
  return size;
}
