import { en } from './en/index';
import { he } from './he/index';
import { DEFAULT_LOCALE, isLocale, type Locale, type Messages } from './locales';

export type { Messages } from './locales';

const catalogues: Readonly<Record<Locale, Messages>> = { en, he };

/**
 * Text of one language; the default one where the asked-for does not exist. It holds every language: for
 * the server alone. Pages load the catalogue of their language only.
 */
export const messagesFor = (locale: string): Messages =>
  catalogues[isLocale(locale) ? locale : DEFAULT_LOCALE];
