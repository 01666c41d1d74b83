import { AppError } from '#platform/app-error';
import type { Config } from '#platform/config';

/**
 * Host (with port) the caller asked for. Only behind a proxy of one's own does X-Forwarded-Host count.
 * A browser fills in Host itself and its cookies belong to that host, so no other site can choose it.
 */
export const hostOf = (headers: Headers, trustProxy: boolean): string | null => {
  const forwarded = trustProxy ? headers.get('x-forwarded-host') : null;
  const host = (forwarded ?? headers.get('host'))?.split(',')[0]?.trim().toLowerCase();
  return host && /^[a-z0-9.:[\]-]{1,255}$/.test(host) ? host : null;
};

const hostOfOrigin = (origin: string): string | null => {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return null;
  }
};

/** Whether a page of this origin may read our answers (CORS). Exact matches of the allow list only. */
export const isAllowedOrigin = (origin: string | null, config: Config): origin is string =>
  origin !== null && origin !== 'null' && config.allowedOrigins.includes(origin);

/**
 * Refuses a cookie's request that another site made: its Origin has to be ours or on the allow list.
 * Where a browser sends no Origin, Sec-Fetch-Site has to say `same-origin`.
 *
 * @throws AppError csrf
 */
export const assertSameSite = (headers: Headers, config: Config): void => {
  const origin = headers.get('origin');
  const fetchSite = headers.get('sec-fetch-site');
  if (isAllowedOrigin(origin, config)) return;
  const host = hostOf(headers, config.trustProxy);
  const same =
    origin === null
      ? fetchSite === 'same-origin'
      : host !== null &&
        hostOfOrigin(origin) === host &&
        (fetchSite === null || fetchSite === 'same-origin');
  if (!same) {
    throw new AppError(
      'csrf',
      'A request with a session cookie has to come from this site, with its Origin header. From elsewhere, send a Bearer token.',
    );
  }
};
