import { type ContentLanguage, contentLanguages, type EvaluationRules } from '#contracts/languages';

export interface EvaluationInput {
  /** Uses within the window by language; other languages' too, which count towards the whole. */
  readonly uses: Readonly<Record<string, number>>;
  /** Those that are frequent now. */
  readonly frequent: ReadonlySet<string>;
  readonly rules: EvaluationRules;
}

export interface Evaluation {
  readonly totalUses: number;
  /** False: there was too little use to judge by, and nothing changes. */
  readonly decided: boolean;
  /** By use, English first. */
  readonly frequent: readonly ContentLanguage[];
  readonly promoted: readonly ContentLanguage[];
  readonly demoted: readonly ContentLanguage[];
}

interface Candidate {
  readonly code: ContentLanguage;
  readonly weight: number;
  readonly incumbent: boolean;
}

/** What is frequent already counts for more; on a tie it stays. */
const byWeight = (one: Candidate, other: Candidate): number =>
  other.weight - one.weight || Number(other.incumbent) - Number(one.incumbent);

/**
 * Decides which languages are frequent. English always is. Another one is with enough uses and a large enough
 * share of all, and if there are more of these than may be, with more uses than the others. One that is
 * frequent has its uses multiplied by 1 + hysteresis throughout, so that neither a threshold nor a neighbour
 * makes it come and go: deciding again on the same uses changes nothing.
 */
export const evaluateLanguages = ({ uses, frequent, rules }: EvaluationInput): Evaluation => {
  const { minUses, minShare, maxFrequent, hysteresis } = rules;
  const totalUses = Object.values(uses).reduce((sum, one) => sum + one, 0);
  const before = contentLanguages.filter((code) => code === 'en' || frequent.has(code));
  if (totalUses < minUses) {
    return { totalUses, decided: false, frequent: before, promoted: [], demoted: [] };
  }
  const candidates = contentLanguages.flatMap((code): Candidate[] => {
    const incumbent = frequent.has(code);
    const weight = (uses[code] ?? 0) * (incumbent ? 1 + hysteresis : 1);
    const isEnough = weight >= minUses && weight / totalUses >= minShare;
    return code !== 'en' && isEnough ? [{ code, weight, incumbent }] : [];
  });
  const chosen = candidates.sort(byWeight).slice(0, Math.max(0, maxFrequent - 1));
  const after: ContentLanguage[] = ['en', ...chosen.map(({ code }) => code)];
  return {
    totalUses,
    decided: true,
    frequent: after,
    promoted: after.filter((code) => !before.includes(code)),
    demoted: before.filter((code) => !after.includes(code)),
  };
};
