import { MAX_JSON_DEPTH, MAX_JSON_NODES } from '#contracts/limits';
import { AppError } from '#platform/app-error';

const QUOTE = 34;
const BACKSLASH = 92;
/** Names through which an object's ancestry can be reached; no contract has a field of such a name. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Index of the quote that ends the string which starts at `start`, or the text's length. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
};

const decodeKey = (quoted: string): string => {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
};

const assertKey = (key: string, seen: Set<string>): void => {
  const reason = seen.has(key) ? 'duplicate_key' : forbiddenKeys.has(key) ? 'forbidden_key' : null;
  seen.add(key);
  if (!reason) return;
  const path = key.slice(0, 64);
  throw new AppError('unknown_field', 'Every field may come once, under a name the contract has.', {
    errors: [{ path, code: reason, message: 'This name is not allowed here' }],
  });
};

/**
 * Looks through a JSON text in one pass, without recursion and before anything is built from it: too
 * deep, too many values, a key twice in one object, a key that reaches for prototypes. Whether it is
 * JSON at all is left to JSON.parse.
 *
 * @throws AppError too_deep, too_large, unknown_field
 */
export const scanJson = (text: string): void => {
  /** Keys of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let nodes = 0;
  let atKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        const keys = open.at(-1);
        if (atKey && keys) assertKey(decodeKey(text.slice(at, end + 1)), keys);
        atKey = false;
        at = end;
        break;
      }
      case '{':
      case '[': {
        const isObject = text[at] === '{';
        open.push(isObject ? new Set() : null);
        atKey = isObject;
        nodes++;
        break;
      }
      case '}':
      case ']':
        open.pop();
        atKey = false;
        break;
      case ',':
        atKey = open.at(-1) instanceof Set;
        nodes++;
        break;
    }
    if (open.length > MAX_JSON_DEPTH) {
      throw new AppError('too_deep', `The body may be nested ${MAX_JSON_DEPTH} levels deep.`);
    }
    if (nodes > MAX_JSON_NODES) {
      throw new AppError('too_large', `The body may hold ${MAX_JSON_NODES} values.`);
    }
  }
};
