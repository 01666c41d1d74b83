import { cookies, headers } from 'next/headers';
import { isLocale, type Locale, locales, preferredLocale } from '#contracts/messages/locales';

/** What a reader chose, kept in cookies so that the first byte of a page is already right. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly locale: Locale;
  /** The direction the language is written in. */
  readonly dir: 'ltr' | 'rtl';
}

/**
 * Reads `jobwire-theme`, `jobwire-density` and `jobwire-lang`; anything unknown counts as not set. Without
 * a chosen language the browser's Accept-Language decides.
 */
export const readPreferences = async (): Promise<Preferences> => {
  const jar = await cookies();
  const theme = jar.get('jobwire-theme')?.value;
  const chosen = jar.get('jobwire-lang')?.value ?? '';
  const locale = isLocale(chosen)
    ? chosen
    : preferredLocale((await headers()).get('accept-language'));
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: jar.get('jobwire-density')?.value === 'compact' ? 'compact' : 'comfortable',
    locale,
    dir: locales[locale].dir,
  };
};
