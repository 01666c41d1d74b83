import { type ContentLanguage, contentLanguages } from '#contracts/languages';

/** Undetermined: whatever was over the limit of languages an hour may have. It says nothing. */
const UNDETERMINED = 'und';

const known: ReadonlySet<string> = new Set(contentLanguages);

/** Uses by language without script and region: `pt-BR` is `pt`, since its lessons are the same. */
export const foldUses = (counts: ReadonlyMap<string, number>): Record<string, number> => {
  const uses: Record<string, number> = {};
  for (const [tag, count] of counts) {
    const [language = tag] = tag.toLowerCase().split('-');
    if (language !== UNDETERMINED) uses[language] = (uses[language] ?? 0) + count;
  }
  return uses;
};

/** The language of a tag, where content can be kept in it. */
export const contentLanguageOf = (tag: string): ContentLanguage | null => {
  const [language = ''] = tag.toLowerCase().split('-');
  return known.has(language) ? (language as ContentLanguage) : null;
};
