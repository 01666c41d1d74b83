import { parseFeed as parseWith } from 'feedsmith';
import { htmlToLine, htmlToText } from './html-text';
import { isDeeperThan } from './markup-depth';
import { articleUrl } from './url-key';

/** An item of a feed that can become an article. */
export interface FeedItem {
  readonly url: string;
  readonly title: string;
  readonly author: string | null;
  /** ISO 8601. */
  readonly publishedAt: string | null;
  /** Plain text, never blank. */
  readonly text: string;
}

export interface ParsedFeed {
  readonly title: string | null;
  readonly language: string | null;
  readonly items: readonly FeedItem[];
  /** Items that cannot become articles: nothing to say, or no address to follow. */
  readonly skipped: number;
  /** The feed was cut short; what was whole of it is here. */
  readonly repaired: boolean;
}

/** What was fetched is no feed. Says nothing of what it is: the text may go to whoever named the address. */
export class FeedError extends Error {
  override name = 'FeedError';
  readonly code = 'not_a_feed';
}

/** What an item says before it is checked. */
interface RawItem {
  readonly link: string | undefined;
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
  /** The same in several lengths; the longest counts. */
  readonly texts: readonly (string | undefined)[];
}

interface RawFeed {
  readonly title: string | undefined;
  readonly language: string | undefined;
  readonly items: readonly RawItem[];
}

const MAX_ITEMS = 300;
const MAX_TITLE = 300;
const MAX_TEXT = 100_000;
const HOUR_MS = 3_600_000;
/** Clocks and time zones of feeds are wrong by this at most; later dates are none. */
const MAX_AHEAD_MS = 24 * HOUR_MS;
/** Markup within an Atom item nests by its own; nothing else comes near. */
const MAX_DEPTH = 100;
/** Where a DOCTYPE begins, if there is one. */
const DOCTYPE_WITHIN = 4_096;

const options = { maxItems: MAX_ITEMS, parseDateFn: (raw: string): string => raw };
const read = (text: string) => parseWith(text, options);
type Parsed = ReturnType<typeof read>;

const permalink = (guid: { value?: string; isPermaLink?: boolean } | undefined) =>
  guid && guid.isPermaLink !== false && /^https?:/i.test(guid.value ?? '') ? guid.value : undefined;

type FeedOf<F extends Parsed['format']> = Extract<Parsed, { format: F }>['feed'];

const fromJson = ({ title, language, items = [] }: FeedOf<'json'>): RawFeed => ({
  title,
  language,
  items: items.map((item) => ({
    link: item.url ?? item.external_url ?? permalink({ value: item.id ?? '' }),
    title: item.title,
    author: item.authors?.[0]?.name,
    date: item.date_published ?? item.date_modified,
    texts: [item.content_html, item.content_text, item.summary],
  })),
});

const fromAtom = ({ title, entries = [], xml }: FeedOf<'atom'>): RawFeed => ({
  title: title?.value,
  language: xml?.lang,
  items: entries.map((entry) => ({
    link: entry.links?.find(({ rel }) => !rel || rel === 'alternate')?.href,
    title: entry.title?.value,
    author: entry.authors?.[0]?.name,
    date: entry.published ?? entry.updated,
    texts: [entry.content?.value, entry.summary?.value],
  })),
});

const fromRdf = ({ title, items = [], dc }: FeedOf<'rdf'>): RawFeed => ({
  title,
  language: dc?.languages?.[0],
  items: items.map((item) => ({
    link: item.link,
    title: item.title,
    author: item.dc?.creators?.[0],
    date: item.dc?.dates?.[0],
    texts: [item.content?.encoded, item.description],
  })),
});

const fromRss = ({ title, language, items = [] }: FeedOf<'rss'>): RawFeed => ({
  title,
  language,
  items: items.map((item) => ({
    link: item.link ?? permalink(item.guid),
    title: item.title,
    author: item.dc?.creators?.[0] ?? item.authors?.[0]?.name ?? item.authors?.[0]?.email,
    date: item.pubDate ?? item.dc?.dates?.[0],
    texts: [item.content?.encoded, item.description],
  })),
});

const rawOf = (parsed: Parsed): RawFeed => {
  if (parsed.format === 'json') return fromJson(parsed.feed);
  if (parsed.format === 'atom') return fromAtom(parsed.feed);
  if (parsed.format === 'rdf') return fromRdf(parsed.feed);
  return fromRss(parsed.feed);
};

/** Takes a document type away: no feed needs one, and entities are declared there. */
const withoutDoctype = (xml: string): string => {
  const at = xml.slice(0, DOCTYPE_WITHIN).search(/<!doctype/i);
  if (at < 0) return xml;
  const close = xml.indexOf('>', at);
  const subset = xml.indexOf('[', at);
  if (close < 0) return xml;
  if (subset < 0 || subset > close) return xml.slice(0, at) + xml.slice(close + 1);
  const end = xml.slice(subset).search(/\]\s{0,100}>/);
  return end < 0 ? '' : xml.slice(0, at) + xml.slice(xml.indexOf('>', subset + end) + 1);
};

/** Characters that XML 1.0 has no place for. */
const notInXml = /[^\P{Cc}\t\n\r]/gu;

const readable = (text: string): string =>
  withoutDoctype(text.replace(notInXml, '').replace(/^[\ufeff\s]+/, ''));

const closings = [
  ['</item>', '</channel></rss>'],
  ['</entry>', '</feed>'],
  ['</item>', '</rdf:RDF>'],
] as const;

const tryParse = (text: string): Parsed | null => {
  try {
    return read(text);
  } catch {
    return null;
  }
};

/** What was whole of a feed that ends in its middle. */
const parseCut = (text: string): Parsed | null => {
  for (const [last, closing] of closings) {
    const at = text.lastIndexOf(last);
    const parsed = at < 0 ? null : tryParse(text.slice(0, at + last.length) + closing);
    if (parsed) return parsed;
  }
  return null;
};

const dateOf = (text: string | undefined, now: number): string | null => {
  const at = text === undefined ? Number.NaN : Date.parse(text.trim());
  // Before there were feeds, or a date that somebody has not come to yet.
  if (!(at > Date.UTC(1995, 0) && at < now + MAX_AHEAD_MS)) return null;
  return new Date(Math.min(at, now)).toISOString();
};

const languageOf = (text: string | undefined): string | null => {
  try {
    return text ? (Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0] ?? null) : null;
  } catch {
    return null;
  }
};

const itemOf = (raw: RawItem, base: string, now: number): FeedItem | null => {
  const url = articleUrl(raw.link, base);
  if (!url) return null;
  const texts = raw.texts.flatMap((text) => (text ? [htmlToText(text).slice(0, MAX_TEXT)] : []));
  const [longest = ''] = texts.sort((one, other) => other.length - one.length);
  const title = htmlToLine(raw.title ?? '', MAX_TITLE) || htmlToLine(longest, 80);
  if (!title) return null;
  return {
    url,
    title,
    author: htmlToLine(raw.author ?? '', 200) || null,
    publishedAt: dateOf(raw.date, now),
    text: longest || title,
  };
};

/**
 * Reads RSS, Atom, RDF and JSON feeds, also slightly broken ones: control characters and document types are taken away,
 * a feed that was cut off gives the items that were whole. No entity is expanded that its author declared.
 *
 * @param base the feed's own address, which links may be relative to
 * @throws FeedError where it is none
 */
export const parseFeed = (text: string, base: string, now: number = Date.now()): ParsedFeed => {
  const clean = readable(text);
  if (clean.startsWith('<') && isDeeperThan(clean, MAX_DEPTH)) {
    throw new FeedError(`This nests deeper than ${MAX_DEPTH} elements; no feed does.`);
  }
  const whole = tryParse(clean);
  const parsed = whole ?? parseCut(clean);
  if (!parsed) throw new FeedError('This is neither RSS nor Atom nor a JSON Feed.');
  const raw = rawOf(parsed);
  const items = raw.items.slice(0, MAX_ITEMS).flatMap((one) => itemOf(one, base, now) ?? []);
  return {
    title: htmlToLine(raw.title ?? '', 200) || null,
    language: languageOf(raw.language),
    items,
    skipped: raw.items.length - items.length,
    repaired: whole === null,
  };
};
