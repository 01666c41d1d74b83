/** A language that guidelines are translated into. */
export interface GuidelineLanguage {
  /** In English. */
  readonly name: string;
  /** In the language itself. */
  readonly nativeName: string;
  readonly dir: 'ltr' | 'rtl';
  /** Unicode scripts it is written in, as `\p{Script=…}` takes them; the first is the usual one. */
  readonly scripts: readonly string[];
  /** Scripts without an alphabet say in few characters what English says in many. */
  readonly compact?: true;
}

/** The languages guidelines are translated into, by BCP 47 code. The source is English. Without zod, for pages. */
export const guidelineLanguages = {
  he: { name: 'Hebrew', nativeName: 'עברית', dir: 'rtl', scripts: ['Hebrew'] },
  ar: { name: 'Arabic', nativeName: 'العربية', dir: 'rtl', scripts: ['Arabic'] },
  es: { name: 'Spanish', nativeName: 'Español', dir: 'ltr', scripts: ['Latin'] },
  fr: { name: 'French', nativeName: 'Français', dir: 'ltr', scripts: ['Latin'] },
  de: { name: 'German', nativeName: 'Deutsch', dir: 'ltr', scripts: ['Latin'] },
  pt: { name: 'Portuguese', nativeName: 'Português', dir: 'ltr', scripts: ['Latin'] },
  it: { name: 'Italian', nativeName: 'Italiano', dir: 'ltr', scripts: ['Latin'] },
  ru: { name: 'Russian', nativeName: 'Русский', dir: 'ltr', scripts: ['Cyrillic'] },
  uk: { name: 'Ukrainian', nativeName: 'Українська', dir: 'ltr', scripts: ['Cyrillic'] },
  pl: { name: 'Polish', nativeName: 'Polski', dir: 'ltr', scripts: ['Latin'] },
  tr: { name: 'Turkish', nativeName: 'Türkçe', dir: 'ltr', scripts: ['Latin'] },
  fa: { name: 'Persian', nativeName: 'فارسی', dir: 'rtl', scripts: ['Arabic'] },
  hi: { name: 'Hindi', nativeName: 'हिन्दी', dir: 'ltr', scripts: ['Devanagari'] },
  bn: { name: 'Bengali', nativeName: 'বাংলা', dir: 'ltr', scripts: ['Bengali'] },
  zh: { name: 'Chinese', nativeName: '简体中文', dir: 'ltr', scripts: ['Han'], compact: true },
  ja: {
    name: 'Japanese',
    nativeName: '日本語',
    dir: 'ltr',
    scripts: ['Hiragana', 'Katakana', 'Han'],
    compact: true,
  },
  ko: {
    name: 'Korean',
    nativeName: '한국어',
    dir: 'ltr',
    scripts: ['Hangul', 'Han'],
    compact: true,
  },
  vi: { name: 'Vietnamese', nativeName: 'Tiếng Việt', dir: 'ltr', scripts: ['Latin'] },
  am: { name: 'Amharic', nativeName: 'አማርኛ', dir: 'ltr', scripts: ['Ethiopic'] },
} as const satisfies Record<string, GuidelineLanguage>;

export type LanguageCode = keyof typeof guidelineLanguages;
export const languageCodes = Object.keys(guidelineLanguages) as [LanguageCode, ...LanguageCode[]];

/** A language with its optional members, whichever it is. */
export const languageOf = (code: LanguageCode): GuidelineLanguage => guidelineLanguages[code];
