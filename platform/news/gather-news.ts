import { createHash } from 'node:crypto';
import type { FeedFetcher, FetchedFeed } from './create-feed-fetcher';
import type { FeedSource } from './news-sources';
import type { FeedItem } from './parse-feed';
import { pauseAfter, type SourceReport, type SourceState } from './source-store';

/** An article that is not stored yet. */
export interface Candidate extends FeedItem {
  /** Names the article and its content: another text under the same address has another one. */
  readonly id: string;
  readonly urlKey: string;
  readonly sourceId: string;
  readonly language: string | null;
}

/** How a source answered. */
export interface SourceAnswer {
  readonly source: FeedSource;
  /** Undefined: it was not asked, since it failed lately. */
  readonly fetched: FetchedFeed | undefined;
}

export interface Gathered {
  readonly answers: readonly SourceAnswer[];
  /** What is new, the newest first; an address that several feeds give is the first one's. */
  readonly candidates: readonly Candidate[];
}

/** Feeds that are asked at once. */
const AT_ONCE = 8;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 20);

/** Does `work` for each, a few at a time; in order. */
const mapSome = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
};

const byAge = (one: Candidate, other: Candidate): number =>
  (other.publishedAt ?? '9').localeCompare(one.publishedAt ?? '9') ||
  one.urlKey.localeCompare(other.urlKey);

const candidatesOf = (
  answers: readonly SourceAnswer[],
  urlKey: (url: string) => string,
): Map<string, Candidate> => {
  const found = new Map<string, Candidate>();
  for (const { source, fetched } of answers) {
    if (fetched?.state !== 'read') continue;
    const { items, language } = fetched.feed;
    for (const item of items) {
      const key = urlKey(item.url);
      if (found.has(key)) continue;
      const id = `${hash(key)}${hash(`${item.title}\n${item.text}`)}`;
      found.set(key, { ...item, id, urlKey: key, sourceId: source.id, language });
    }
  }
  return found;
};

/**
 * Asks all feeds that are not to be left alone, several at a time, and finds what they have that is not stored.
 * A feed that fails is an answer like others.
 *
 * @param parts.known which of these keys are stored
 * @throws the signal's reason once it aborts
 */
export const gatherNews = async (parts: {
  readonly sources: readonly FeedSource[];
  readonly states: ReadonlyMap<string, SourceState>;
  readonly fetcher: FeedFetcher;
  readonly urlKey: (url: string) => string;
  readonly known: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: SourceAnswer) => void;
}): Promise<Gathered> => {
  const { sources, states, fetcher, signal } = parts;
  const nothing = { etag: null, lastModified: null, contentHash: null };
  const answers = await mapSome(sources, async (source): Promise<SourceAnswer> => {
    const state = states.get(source.id);
    if (state?.waiting) return { source, fetched: undefined };
    const answer = { source, fetched: await fetcher.fetch(source, state ?? nothing, signal) };
    parts.onAnswer(answer);
    return answer;
  });
  const found = candidatesOf(answers, parts.urlKey);
  const known = await parts.known([...found.keys()]);
  const candidates = [...found.values()].filter(({ urlKey }) => !known.has(urlKey)).sort(byAge);
  return { answers, candidates };
};

/**
 * What is to be noted of the sources after a run. A feed of which something new was not stored keeps its old mark: it
 * would answer “nothing new” to the next request otherwise.
 *
 * @param unstored sources of which an article is missing
 */
export const reportsOf = (
  answers: readonly SourceAnswer[],
  states: ReadonlyMap<string, SourceState>,
  unstored: ReadonlySet<string>,
): SourceReport[] =>
  answers.flatMap(({ source, fetched }) => {
    if (!fetched) return [];
    const { state, bytes, ms } = fetched;
    const failures = (states.get(source.id)?.failures ?? 0) + 1;
    const failed = state === 'failed';
    // The bundled samples are this installation's own: back with the web, they are read at once.
    return {
      id: source.id,
      state,
      title: source.title ?? (state === 'read' ? fetched.feed.title : null),
      bytes,
      ms,
      error: failed ? fetched.reason : null,
      pauseMs: failed && !source.sample ? pauseAfter(failures, fetched.retryAfterMs) : 0,
      mark: state === 'read' && !unstored.has(source.id) ? fetched.mark : null,
    };
  });
