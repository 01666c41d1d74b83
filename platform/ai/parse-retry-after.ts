/** A provider that asks for more than this is asked again after it all the same. */
const LONGEST_MS = 3_600_000;

/**
 * How long a 429 or 503 asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds
 * or as an HTTP date (RFC 9110, 10.2.3). Undefined where it does not say, or says nonsense.
 *
 * @param now for a date, in milliseconds since 1970
 */
export const parseRetryAfter = (
  headers: Readonly<Record<string, string>> | undefined,
  now: number = Date.now(),
): number | undefined => {
  const bounded = (ms: number) => Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms)));
  const exact = headers?.['retry-after-ms']?.trim();
  if (exact && /^\d+(\.\d+)?$/.test(exact)) return bounded(Number(exact));
  const text = headers?.['retry-after']?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1_000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : bounded(date - now);
};
