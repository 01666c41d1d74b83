import { sampleArticle } from '#platform/news/sample/sample-articles';
import type { TestItem } from './feed-server';

/** The minute of the first of them: of a round hour, so that every twentieth after the eighth is a retelling. */
const FIRST = 30_000_000;
const WORDS = 1_300;

const plain = (text: string): string => text.replaceAll('&', 'and');

/** Repeats a text until it has 1,300 words, which is three pieces. */
const lengthened = (text: string): string => {
  const words = text.split(' ');
  return Array.from({ length: WORDS }, (_, at) => words[at % words.length]).join(' ');
};

/**
 * Articles that are unlike each other; every tenth has 1,300 words.
 *
 * @param from of the first of them, from 0: other numbers are other articles
 */
export const inventedItems = (from: number, count: number): TestItem[] =>
  Array.from({ length: count }, (_, n) => {
    const place = from + n;
    // Of each twenty one is left out: it tells another one again.
    const within = place % 19;
    const number = FIRST + Math.floor(place / 19) * 20 + within + (within >= 8 ? 1 : 0);
    const { title, paragraphs } = sampleArticle(number);
    const text = plain(paragraphs.join(' '));
    return {
      title: `${plain(title)} (${place})`,
      text: place % 10 === 0 ? lengthened(text) : text,
    };
  });
