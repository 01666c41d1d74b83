import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import { createBuiltInAnswerer } from '#platform/news/ask/built-in-answerer';
import { createNearestChunks } from '#platform/news/ask/nearest-chunks';
import { searchNews } from '#platform/news/ask/search-news';
import { startPostgres } from '../tests/helpers/postgres-server';
import {
  articleIdOf,
  documents,
  questions,
  type StoredDocument,
  storeNews,
} from '../tests/platform/news/ask/stored-news';

/** Prints how often a question finds its article, and how often the built-in answer is taken from it. */

const topics = ['computing', 'energy', 'space', 'health', 'oceans', 'cities'];
const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;

/** The bundled samples, each once, with one of the words their patterns stand for. */
const samples: StoredDocument[] = topics.flatMap((topic) => {
  const { items } = read<{ items: [string, string][] }>(`../content/news/${topic}.json`);
  const fill = (text: string) =>
    text
      .replace(/\{([\d.]+)-[\d.]+\}/g, '$1')
      .replaceAll('{place}', 'Norwick')
      .replaceAll('{org}', 'Halden Works')
      .replaceAll('{person}', 'Ines Marlow');
  return items.map(([title, text]) => ({ id: title, title: fill(title), text: fill(text) }));
});

const sampleQuestions = read<{ question: string; title: string }[]>('ask-questions.json').map(
  ({ question, title }) => {
    const found = samples.find((sample) => sample.title.includes(title));
    if (!found) throw new Error(`No bundled sample has “${title}” in its title.`);
    return { question, document: found.id };
  },
);

const postgres = await startPostgres();
const pool = new Pool({ connectionString: postgres.url, max: 2 });
const parts = { pool, embedder: createBuiltInEmbedder(), nearest: createNearestChunks(pool) };
const answerer = createBuiltInAnswerer();

const measure = async (name: string, asked: readonly (typeof questions)[number][]) => {
  const call = { signal: new AbortController().signal };
  let [first, three, answered] = [0, 0, 0];
  const startedAt = performance.now();
  for (const { question, document } of asked) {
    const news = await searchNews(parts, question, call);
    const place = news.passages.findIndex(({ articleId }) => articleId === articleIdOf(document));
    if (place === 0) first += 1;
    if (place >= 0 && place < 3) three += 1;
    let answer = '';
    await answerer.answer(news, call, (text) => {
      answer += text;
    });
    if (place >= 0 && answer.includes(`[${place + 1}]`)) answered += 1;
  }
  const share = (count: number) => (count / asked.length).toFixed(3);
  const ms = ((performance.now() - startedAt) / asked.length).toFixed(1);
  console.log(
    `${name}: first ${share(first)}, among three ${share(three)}, answered from it ${share(answered)}, ${ms} ms each`,
  );
};

await storeNews(pool, documents);
await measure(`${questions.length} questions, 40 articles`, questions);
await storeNews(pool, samples);
await measure(`${questions.length} questions, 190 articles`, questions);
const own = documents.map(({ id }) => articleIdOf(id));
await pool.query('delete from news_articles where id = any($1::uuid[])', [own]);
await measure(`${sampleQuestions.length} others, 150 articles`, sampleQuestions);
await pool.end();
await postgres.stop();
