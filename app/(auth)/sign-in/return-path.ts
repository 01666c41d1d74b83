/**
 * Where to go after sign-in: a path on this site, or the Studio. Anything that a browser could read
 * as another site (`//host`, `/\host`, a scheme, control characters) is not followed.
 */
export const returnPath = (asked: unknown): string => {
  if (typeof asked !== 'string' || !/^\/(?![/\\])[^\\\p{C}]*$/u.test(asked)) return '/';
  return asked.startsWith('/sign-in') ? '/' : asked;
};
