import type { Locale } from '#contracts/messages/locales';

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Tells the server by cookie which language is wanted, and loads the page anew in it: another language is
 * another catalogue and, it may be, another direction. Jobs go on; the page shows them again as they stand.
 */
export function keepLanguage(locale: Locale): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `jobwire-lang=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  location.reload();
}
