import { isObject } from './job-row';

/** Whether two values are the same, or plain objects (arrays) of the same fields. */
export const sameFields = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
};
