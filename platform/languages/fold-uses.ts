/** Undetermined: whatever was over the limit of languages an hour may have. It says nothing. */
const UNDETERMINED = 'und';

/** Uses by language without script and region: `pt-BR` is `pt`, since its lessons are the same. */
export const foldUses = (counts: ReadonlyMap<string, number>): Record<string, number> => {
  const uses: Record<string, number> = {};
  for (const [tag, count] of counts) {
    const [language = tag] = tag.toLowerCase().split('-');
    if (language !== UNDETERMINED) uses[language] = (uses[language] ?? 0) + count;
  }
  return uses;
};
