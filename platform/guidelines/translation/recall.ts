import type { LanguageCode } from '#contracts/guideline-languages';
import { checkTranslation } from './check-translation';
import type { SourceSegment } from './segments';
import type { MemoryRow } from './translation-store';

/**
 * What the memory of approved translations has for each segment. For the very same English a person's word
 * counts as it is; for nearly the same it has to pass the checks.
 *
 * @param memory newest first
 * @returns texts by segment key
 */
export const recallFrom = (
  memory: readonly MemoryRow[],
  segments: readonly SourceSegment[],
  lang: LanguageCode,
): Map<string, string> => {
  const exact = new Map(memory.map((row) => [row.source_hash, row.text]));
  const near = new Map<string, string[]>();
  for (const row of memory) {
    near.set(row.normal_hash, [...(near.get(row.normal_hash) ?? []), row.text]);
  }
  const found = segments.flatMap(({ key, hash, normalHash, text: source, terms }) => {
    const candidates = near.get(normalHash) ?? [];
    const text =
      exact.get(hash) ??
      candidates.find((one) => checkTranslation(source, one, lang, terms).length === 0);
    return text === undefined ? [] : [[key, text] as const];
  });
  return new Map(found);
};
