import type { en } from './en/index';

/** The interface's text. Parts that depend on figures are functions, so each language does its own plurals. */
export type Messages = typeof en;

/** Languages of the interface, each by its own name, with the direction it is written in. */
export const locales = {
  en: { name: 'English', dir: 'ltr' },
  he: { name: 'עברית', dir: 'rtl' },
} as const;
export type Locale = keyof typeof locales;
export const DEFAULT_LOCALE: Locale = 'en';

export const isLocale = (text: string): text is Locale => Object.hasOwn(locales, text);

/** `iw` is what Hebrew was called before 1989; some browsers still say so. */
const OLD_NAMES: Readonly<Record<string, Locale>> = { iw: 'he' };

/**
 * The best of our languages for an Accept-Language header (RFC 9110, 12.5.4), by weight, then by place.
 *
 * @param header null where none was sent: the default language
 */
export const preferredLocale = (header: string | null): Locale => {
  const asked = (header ?? '').split(',').flatMap((part) => {
    const [range = '', ...params] = part.split(';').map((one) => one.trim().toLowerCase());
    const weight = Number(params.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
    const primary = range.split('-')[0] ?? '';
    const known = OLD_NAMES[primary] ?? primary;
    return isLocale(known) && weight > 0 ? [{ known, weight }] : [];
  });
  return asked.sort((a, b) => b.weight - a.weight)[0]?.known ?? DEFAULT_LOCALE;
};
