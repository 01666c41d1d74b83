import cities from '#content/news/cities.json' with { type: 'json' };
import computing from '#content/news/computing.json' with { type: 'json' };
import energy from '#content/news/energy.json' with { type: 'json' };
import bundled from '#content/news/feeds.json' with { type: 'json' };
import health from '#content/news/health.json' with { type: 'json' };
import names from '#content/news/names.json' with { type: 'json' };
import oceans from '#content/news/oceans.json' with { type: 'json' };
import space from '#content/news/space.json' with { type: 'json' };

export interface SampleFeed {
  readonly id: string;
  readonly kind: 'rss' | 'atom' | 'json';
  readonly title: string;
  readonly about: string;
}

/** An invented article. Every minute since 1970 has one; its number is the minute's. */
export interface SampleArticle {
  readonly number: number;
  readonly feed: SampleFeed;
  readonly title: string;
  readonly author: string;
  readonly publishedAt: Date;
  readonly paragraphs: readonly string[];
}

interface Material {
  /** Title and text, with names and ranges of figures to be filled in. */
  readonly items: readonly (readonly string[])[];
  readonly background: readonly string[];
  readonly outlook: readonly string[];
}

const MINUTE_MS = 60_000;
/** Of so many articles one tells the story of the one before it again, in the next feed. */
const RETOLD_EVERY = 20;
const RETOLD_AT = 8;

/** To be shown with whatever is taken from these feeds. */
export const SAMPLE_NOTICE: string = bundled.notice;

export const sampleFeeds = bundled.feeds as readonly SampleFeed[];

const materials: readonly Material[] = [computing, energy, space, health, oceans, cities];

/** A well mixed number in [0, 1) that is always the same for the same two. */
const draw = (seed: number, place: number): number => {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
};

const pick = <T>(from: readonly T[], seed: number, place: number): T =>
  from[Math.floor(draw(seed, place) * from.length)] as T;

/** Puts in the names and figures of an article: the same slot has the same content all through it. */
const fill = (text: string, number: number): string => {
  const fixed: Readonly<Record<string, string>> = {
    place: pick(names.places, number, 0),
    org: pick(names.orgs, number, 1),
    person: pick(names.people, number, 2),
  };
  const filled = text.replace(/\{([\w.-]+)\}/g, (whole, slot: string) => {
    const range = /^([\d.]+)-([\d.]+)$/.exec(slot);
    if (!range) return fixed[slot] ?? whole;
    const [low, high] = [Number(range[1]), Number(range[2])];
    const digits = slot.includes('.') ? 1 : 0;
    const place = [...slot].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7);
    const value = low + draw(number, place) * (high - low + (digits ? 0 : 1));
    return digits ? value.toFixed(1) : String(Math.min(high, Math.floor(value)));
  });
  // A name such as “the Dray Institute” may begin a title or a sentence.
  return filled.replace(/(^|[.!?] )the /g, '$1The ');
};

const pairsOf = (texts: readonly string[]): (readonly [string, string])[] =>
  texts.flatMap((one, n) => texts.slice(n + 1).map((other) => [one, other] as const));

const feedOf = (number: number): number => number % sampleFeeds.length;

/** What an article says, before it may be retold. */
const compose = (number: number) => {
  const material = materials[feedOf(number)] as Material;
  const turn = Math.floor(number / sampleFeeds.length);
  const template = (turn * 7) % material.items.length;
  const round = Math.floor(turn / material.items.length);
  const [title = '', text = ''] = material.items[template] ?? [];
  const { background, outlook } = material;
  // Another pair in each round until all were there, so that no two articles of a week are alike by it.
  const pairs = pairsOf(background);
  const [first, second] = pairs[(template * 13 + round * 17) % pairs.length] ?? [];
  const paragraphs = [text, first, second, outlook[(template + round) % outlook.length]];
  return {
    title: fill(title, number),
    paragraphs: paragraphs.map((one) => fill(one ?? '', number)),
  };
};

const retellingOf = (number: number): number | null =>
  number % RETOLD_EVERY === RETOLD_AT ? number - 1 : null;

/** The article of a minute. */
export const sampleArticle = (number: number): SampleArticle => {
  const original = retellingOf(number);
  const { title, paragraphs } = compose(original ?? number);
  const told = sampleFeeds[feedOf(original ?? number)] as SampleFeed;
  return {
    number,
    feed: sampleFeeds[feedOf(number)] as SampleFeed,
    title: original === null ? title : `${title}, says ${told.title}`,
    author: pick(names.people, number, 3),
    publishedAt: new Date(number * MINUTE_MS),
    paragraphs:
      original === null ? paragraphs : [...paragraphs, `First told by ${told.title} today.`],
  };
};

/** The number of the newest article there is at a time. */
export const latestNumber = (now: Date): number => Math.floor(now.getTime() / MINUTE_MS);

/** The newest articles of a feed at a time, the newest first. */
export const articlesOf = (feed: SampleFeed, now: Date, count: number): SampleArticle[] => {
  const place = sampleFeeds.indexOf(feed);
  const latest = latestNumber(now);
  const first = latest - ((feedOf(latest) - place + sampleFeeds.length) % sampleFeeds.length);
  return Array.from({ length: count }, (_, n) => sampleArticle(first - n * sampleFeeds.length));
};
