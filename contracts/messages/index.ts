import { en } from './en/index';

/** The interface's text. Parts that depend on figures are functions, so each language does its own plurals. */
export type Messages = typeof en;

const catalogues = { en } satisfies Record<string, Messages>;
export type Locale = keyof typeof catalogues;
export const DEFAULT_LOCALE: Locale = 'en';

/** Text of one language; the default one where the asked-for does not exist. */
export const messagesFor = (locale: string): Messages =>
  catalogues[(Object.hasOwn(catalogues, locale) ? locale : DEFAULT_LOCALE) as Locale];
