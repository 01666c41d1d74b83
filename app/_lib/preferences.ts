import { cookies } from 'next/headers';
import { DEFAULT_LOCALE } from '#contracts/messages/index';

/** What a reader chose, kept in cookies so that the first byte of a page is already right. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly dir: 'ltr' | 'rtl';
  readonly locale: string;
}

/** Reads `jobwire-theme`, `jobwire-density` and `jobwire-dir`; anything unknown counts as not set. */
export const readPreferences = async (): Promise<Preferences> => {
  const jar = await cookies();
  const theme = jar.get('jobwire-theme')?.value;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: jar.get('jobwire-density')?.value === 'compact' ? 'compact' : 'comfortable',
    dir: jar.get('jobwire-dir')?.value === 'rtl' ? 'rtl' : 'ltr',
    locale: DEFAULT_LOCALE,
  };
};
