const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const countAtMost = (text: string, mark: string, most: number): number => {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    count += 1;
    if (count > most) break;
  }
  return count;
};

/**
 * Whether a JSON text is nested more than `max` levels deep, told without parsing it: a document of
 * 5,000 levels parses well and then breaks whoever walks or encodes it.
 */
export const exceedsDepth = (text: string, max: number): boolean => {
  // Few brackets in all cannot nest deeply; this settles nearly every message at the speed of a search.
  if (countAtMost(text, '{', max) + countAtMost(text, '[', max) <= max) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return false;
};
