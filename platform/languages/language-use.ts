import type { UseKind } from '#contracts/language-use';

export interface LanguageUse {
  /** BCP 47 in canonical form, of language, script and region alone: `he`, `pt-BR`, `zh-Hans-HK`. */
  readonly language: string;
  readonly kind: UseKind;
  readonly uses: number;
}

/**
 * How much each language is used: sums by hour, language and kind, and nothing of who used it.
 * Every method throws AppError `dependency_unavailable` where Postgres is away.
 */
export interface LanguageUseStore {
  /**
   * Adds to the sums of the hour. Languages that are new to an hour with MAX_LANGUAGES_PER_HOUR of them are added up as
   * `und` (undetermined). Called twice it counts twice.
   *
   * @param at default now
   */
  record(uses: readonly LanguageUse[], at?: Date): Promise<void>;
  /**
   * Uses by language in the hours that began within [from, to), so that each hour is in one of two adjoining windows;
   * the hour that `from` lies in counts from its next on. `he` and `he-IL` are two languages here.
   *
   * @param kinds default all
   */
  counts(from: Date, to: Date, kinds?: readonly UseKind[]): Promise<Map<string, number>>;
  /** Forgets the hours that began before a time. @returns how many sums went */
  prune(before: Date): Promise<number>;
}
