import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A feed as it is configured. */
export interface NewsFeed {
  /** Slug: names the source in tables, results and addresses. */
  readonly id: string;
  readonly url: string;
  readonly title: string | null;
}

/** Parameters that tell where a reader came from and not which page is meant. `*` ends a beginning of names. */
export const defaultTrackingParams: readonly string[] = [
  'utm_*',
  'fbclid',
  'gclid',
  'dclid',
  'msclkid',
  'mc_cid',
  'mc_eid',
  'igshid',
  'cmpid',
  'ncid',
  'ref',
  'ref_src',
  '_ga',
];

const MAX_FEEDS = 200;
const MAX_URL_LENGTH = 2_048;
const MAX_ID_LENGTH = 64;

const feedUrl = z
  .string()
  .max(MAX_URL_LENGTH)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'is no address that begins with https:// or http://',
  );

const feedSchema = z.strictObject({
  id: z
    .string()
    .max(MAX_ID_LENGTH)
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'takes lower-case letters, digits and hyphens')
    .optional(),
  url: feedUrl,
  title: z.string().trim().min(1).max(200).optional(),
});

const listSchema = z
  .array(z.union([feedUrl.transform((url) => ({ url })), feedSchema]))
  .max(MAX_FEEDS);

/** `https://example.com/news/rss.xml` as `example-com-news-rss-xml`. */
const slugOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  const slug = `${host}${pathname}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return slug.replace(/^-+/, '').slice(0, MAX_ID_LENGTH).replace(/-+$/, '');
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`holds JSON that does not parse: ${(error as Error).message}`);
  }
};

const readFile = (path: string): unknown => {
  try {
    return readJson(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`names the file ${path}, which cannot be used: ${(error as Error).message}`);
  }
};

const readList = (text: string): unknown => {
  if (/^[[{]/.test(text)) return readJson(text);
  if (/^https?:\/\//i.test(text)) return text.split(/[\s,]+/).filter(Boolean);
  return readFile(text);
};

const refuseDoubles = (feeds: readonly NewsFeed[], field: 'id' | 'url'): void => {
  const seen = new Set<string>();
  for (const feed of feeds) {
    if (seen.has(feed[field])) throw new Error(`names the ${field} ${feed[field]} twice`);
    seen.add(feed[field]);
  }
};

/**
 * Reads `NEWS_FEEDS`: addresses parted by commas, a JSON list of addresses and of `{ url, id?, title? }`, or the
 * path of a file with such a list.
 *
 * @throws Error saying what was expected and where it is not
 */
export const parseNewsFeeds = (given: string): NewsFeed[] => {
  const text = given.trim();
  if (!text) return [];
  const parsed = listSchema.safeParse(readList(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.length ? `entry ${issue.path.join('.')}` : 'the list';
    const hint = 'expected are addresses, or { "url", "id"?, "title"? }';
    const why = issue?.code === 'invalid_union' ? hint : `${issue?.message ?? ''}; ${hint}`;
    throw new Error(`is no list of feeds: ${place}: ${why}`);
  }
  const feeds = parsed.data.map((feed): NewsFeed => {
    const { url, id, title } = feed as z.output<typeof feedSchema>;
    return { url, id: id ?? slugOf(url), title: title ?? null };
  });
  refuseDoubles(feeds, 'url');
  refuseDoubles(feeds, 'id');
  return feeds;
};
