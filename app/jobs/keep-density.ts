import type { Density } from '#components/list-tools';

const YEAR_SECONDS = 365 * 24 * 3600;

/** Applies a density to this page and keeps it for the next ones. */
export function keepDensity(density: Density): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const age = density === 'comfortable' ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `jobwire-density=${density}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (density === 'compact') document.documentElement.dataset.density = density;
  else delete document.documentElement.dataset.density;
}
