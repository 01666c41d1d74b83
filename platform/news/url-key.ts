import normalizeUrl from 'normalize-url';

const MAX_LENGTH = 2_048;

const patternOf = (name: string): RegExp => {
  const escaped = name.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped}${name.endsWith('*') ? '' : '$'}`, 'i');
};

/**
 * An article's address as a feed gave it, made absolute; null where it is not one that may be shown and followed:
 * only http and https, nobody's credentials.
 *
 * @param base what a relative address is relative to
 */
export const articleUrl = (text: string | undefined, base: string): string | null => {
  const given = text?.trim();
  if (!given || given.length > MAX_LENGTH || !URL.canParse(given, base)) return null;
  const url = new URL(given, base);
  const usable = /^https?:$/.test(url.protocol) && !url.username && !url.password;
  return usable && url.href.length <= MAX_LENGTH ? url.href : null;
};

/**
 * What two spellings of one address have in common: without scheme, `www.`, fragment and tracking parameters, the
 * other parameters in order. For telling articles apart, never for following.
 */
export const createUrlKey = (trackingParams: readonly string[]): ((url: string) => string) => {
  const removeQueryParameters = trackingParams.map(patternOf);
  return (url) =>
    normalizeUrl(url, {
      forceHttps: true,
      stripWWW: true,
      stripHash: true,
      removeTrailingSlash: true,
      sortQueryParameters: true,
      removeQueryParameters,
    });
};
