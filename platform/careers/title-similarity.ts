import { stemWord, tokenise } from './normalise-text';
import type { OccupationTitle } from './occupation-data';

/** Rank and contract words: they say who is meant, not which occupation. */
const RANK =
  /\b(senior|snr|sr|junior|jnr|jr|lead|head of|entry level|graduate|trainee|apprentice|mid level|mid|intern|internship|experienced|freelance|contract|remote|part time|full time|i{1,3}|iv|(principal|staff|chief)(?=\s+\p{L}))\b\.?/giu;

/** Words that carry no meaning in a title. */
const FILLERS = new Set(['a', 'an', 'and', 'at', 'for', 'in', 'of', 'the', 'to', 'with']);

/** Short forms in titles, spelled out so that both sides meet. */
const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['dev', 'developer'],
  ['eng', 'engineer'],
  ['mgr', 'manager'],
  ['admin', 'administrator'],
  ['rep', 'representative'],
  ['qa', 'quality assurance'],
  ['ml', 'machine learning'],
  ['ai', 'artificial intelligence'],
  ['ux', 'user experience'],
  ['ui', 'user interface'],
  ['hr', 'human resources'],
  ['pm', 'project manager'],
  ['db', 'database'],
  ['it', 'information technology'],
  ['frontend', 'front end'],
  ['backend', 'back end'],
  ['fullstack', 'full stack'],
  ['cybersecurity', 'cyber security'],
]);

/** Words that so many titles share that they prove nothing alone. */
const WEAK_WORD_SHARE = 0.04;

export const withoutRank = (title: string): string =>
  title.replace(RANK, ' ').replace(/\s+/g, ' ').trim();

const wordsOf = (title: string): string[] => [
  ...new Set(
    tokenise(withoutRank(title))
      .flatMap((word) => (LONG_FORMS.get(word) ?? word).split(' '))
      .filter((word) => !FILLERS.has(word))
      .map(stemWord),
  ),
];

/** Whether one letter was left out, added, changed or swapped with its neighbour. */
const isSlip = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
};

export interface SimilarTitle {
  readonly slug: string;
  /** 0 to 1: share of the weight of all words that both titles have. */
  readonly score: number;
}

/**
 * Occupations by how much their nearest title has in common with `asked`, best first. Rare words weigh
 * more: `data` and `engineer` say less than `penetration`. One typing slip in a longer word is forgiven.
 */
export const rankTitles = (
  asked: string,
  titles: readonly OccupationTitle[],
): readonly SimilarTitle[] => {
  const wanted = wordsOf(asked);
  if (wanted.length === 0) return [];
  const candidates = titles.map(({ slug, title }) => ({ slug, words: wordsOf(title) }));
  const counts = new Map<string, number>();
  for (const { words } of candidates) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const weigh = (word: string) => Math.log(1 + titles.length / (counts.get(word) ?? 1));
  const isWeak = (word: string) => (counts.get(word) ?? 0) / titles.length > WEAK_WORD_SHARE;
  const total = (words: readonly string[]) => words.reduce((sum, word) => sum + weigh(word), 0);
  const best = new Map<string, number>();
  for (const { slug, words } of candidates) {
    const shared = words.filter((word) =>
      wanted.some((other) => other === word || isSlip(other, word)),
    );
    if (shared.length === 0 || shared.every(isWeak)) continue;
    const score = Math.min(1, (2 * total(shared)) / (total(wanted) + total(words)));
    if (score > (best.get(slug) ?? 0)) best.set(slug, score);
  }
  return [...best]
    .map(([slug, score]) => ({ slug, score }))
    .sort((a, b) => b.score - a.score || a.slug.localeCompare(b.slug));
};
