/** What holds text and no tags, by how it begins and ends. */
const closed = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

/**
 * Whether elements lie inside each other deeper than `limit`: parsers take time by the square of it, so that it is
 * asked before. Takes time by the length of the markup; tags that nobody closes count as open.
 */
export const isDeeperThan = (markup: string, limit: number): boolean => {
  let depth = 0;
  for (let at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at)) {
    const other = closed.find(([open]) => markup.startsWith(open, at));
    const end = markup.indexOf(other ? other[1] : '>', at + (other?.[0].length ?? 1));
    if (end < 0) return depth > limit;
    if (!other) {
      if (markup[at + 1] === '/') depth = Math.max(0, depth - 1);
      else if (markup[end - 1] !== '/') depth += 1;
      if (depth > limit) return true;
    }
    at = end;
  }
  return false;
};
