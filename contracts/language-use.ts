import { z } from 'zod';

/** What was done in a language: a page was seen, a lesson was read. */
export const useKinds = ['view', 'lesson'] as const;
export type UseKind = (typeof useKinds)[number];

/** Uses that one call may report. */
export const MAX_USES_PER_CALL = 100;
/** Calls, and page views beside them, that count within a minute for one user: a single one shall not decide which languages are frequent. */
export const USE_CALLS_PER_MINUTE = 30;

/**
 * The canonical form of a BCP 47 tag, by language, script and region alone: `iw_IL` is none, `iw-il-u-ca-hebrew` is
 * `he-IL`.
 *
 * @returns null where the tag is not well formed
 */
const canonicalLanguage = (tag: string): string | null => {
  try {
    const { language, script, region } = new Intl.Locale(tag);
    return [language, script, region].filter(Boolean).join('-');
  } catch {
    return null;
  }
};

const languageTagSchema = z
  .string()
  .max(35)
  .transform((tag, context) => {
    const canonical = canonicalLanguage(tag);
    if (canonical !== null) return canonical;
    context.addIssue({ code: 'custom', message: 'is a BCP 47 language tag such as he or pt-BR' });
    return z.NEVER;
  });

/** Body of `POST /api/languages/use`. */
export const languageUseSchema = z.strictObject({
  /** Any language there may be, whether content can be kept in it or not. */
  language: languageTagSchema,
  kind: z.enum(useKinds).default('view'),
  /** How many uses. */
  count: z.number().int().min(1).max(MAX_USES_PER_CALL).default(1),
});

/** Answer of `POST /api/languages/use`. */
export const languageUseAnswerSchema = z.object({
  ok: z.literal(true),
  /** In its canonical form, as it was counted. */
  language: z.string(),
});
