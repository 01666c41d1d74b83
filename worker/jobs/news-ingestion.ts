import { randomUUID } from 'node:crypto';
import type { JobOutput } from '#contracts/jobs/index';
import { describeEngine } from '#platform/ai/choose-provider';
import { createArticleStore, type StoredCount } from '#platform/news/article-store';
import { chunkText, countWords } from '#platform/news/chunk-text';
import { createFeedFetcher } from '#platform/news/create-feed-fetcher';
import { createEmbeddingRenewal } from '#platform/news/embedding-renewal';
import { createStoryFinder } from '#platform/news/find-story';
import {
  type Candidate,
  type Gathered,
  gatherNews,
  reportsOf,
  type SourceAnswer,
} from '#platform/news/gather-news';
import { type NewsEngines, newsEnginesOf } from '#platform/news/news-engines';
import { newsSourcesOf } from '#platform/news/news-sources';
import { createSourceStore, type SourceState } from '#platform/news/source-store';
import { summariseApart } from '#platform/news/summarise-apart';
import { createUrlKey } from '#platform/news/url-key';
import { prepareVectorIndex } from '#platform/news/vector-index';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import { type JobContext, PermanentError, RetryableError } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';
import { reachStore } from '../reach-store';
import { runBatches } from '../run-batches';

/** Articles that are in work at once. */
const GROUP = 25;
/** Texts that are embedded by one call. */
const TEXTS_PER_EMBEDDING = 100;
/** Percent at which all feeds have answered. */
const FETCHED_AT = 10;

interface Run {
  readonly context: JobContext;
  readonly deps: WorkerDeps;
  readonly call: ReturnType<typeof aiCallOf>;
  readonly engines: NewsEngines;
  readonly articles: ReturnType<typeof createArticleStore>;
  readonly sources: ReturnType<typeof createSourceStore>;
}

const reach = <T>({ context }: Run, work: () => Promise<T>): Promise<T> =>
  reachStore(
    context.signal,
    {
      code: 'news_unavailable',
      message: 'The articles could not be reached in the database; they are tried again.',
    },
    work,
  );

const fetchAll = async (run: Run, states: ReadonlyMap<string, SourceState>): Promise<Gathered> => {
  const { context, deps } = run;
  const { news } = deps.config;
  const sources = newsSourcesOf(news);
  const fetcher = createFeedFetcher(deps.config);
  let answered = 0;
  const onAnswer = ({ source, fetched }: SourceAnswer) => {
    answered += 1;
    const percent = (FETCHED_AT * answered) / sources.length;
    const name = source.title ?? source.id;
    context.progress(percent, `Reading: ${name} (${answered}/${sources.length})`);
    if (fetched?.state === 'failed') context.log(`${source.id}: ${fetched.reason}`, 'warn');
    if (fetched?.state === 'read' && fetched.feed.repaired) {
      context.log(`${source.id}: the feed was cut off; what was whole of it is taken.`, 'warn');
    }
  };
  try {
    return await gatherNews({
      sources,
      states,
      fetcher,
      urlKey: createUrlKey(news.trackingParams),
      known: (keys) => reach(run, () => run.articles.known(keys)),
      signal: context.signal,
      onAnswer,
    });
  } finally {
    await fetcher.close();
  }
};

/** A few articles on their way: those of the plan that are not stored yet. */
interface Group {
  /** Ids of all of them, as planned, so that each attempt cuts the same batches. */
  readonly ids: readonly string[];
  readonly open: ReadonlyMap<string, Candidate>;
  readonly from: number;
  readonly to: number;
  /** Of the first of them among all, from 1, and of how many. */
  readonly first: number;
  readonly total: number;
}

const summarise = async (run: Run, group: Group): Promise<Map<string, string>> => {
  const { context, call } = run;
  const { summarizer } = run.engines;
  const batches = await runBatches(context, {
    name: 'summaries',
    items: group.ids,
    size: summarizer.articlesPerTask,
    key: (id) => `${id} ${summarizer.engine}`,
    label: ({ items }) => `summarise ${items.length} articles`,
    work: ({ items }) => {
      const open = items.flatMap((id) => group.open.get(id) ?? []);
      return summariseApart(summarizer, open, call, ({ title }, { message }) =>
        context.log(`Stored without a summary: ${title} (${message})`, 'warn'),
      );
    },
    progress: {
      from: group.from,
      to: (group.from + group.to) / 2,
      message: ({ items, index }) => {
        const place = group.first + index * summarizer.articlesPerTask;
        const title = items.flatMap((id) => group.open.get(id)?.title ?? [])[0] ?? 'articles';
        return `Summarising: ${title} (${place}/${group.total})`;
      },
    },
  });
  return new Map(batches.flat().map(({ id, summary }) => [id, summary]));
};

const embedAll = async (
  { engines, call }: Run,
  texts: readonly string[],
): Promise<Float32Array[]> => {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += TEXTS_PER_EMBEDDING) {
    const slice = texts.slice(from, from + TEXTS_PER_EMBEDDING);
    vectors.push(...(await engines.embedder.embed(slice, call)));
  }
  return vectors;
};

/** Makes sure that vectors of the model in use are searched by index, where the database can. */
const prepareIndex = (run: Run, vectors: readonly Float32Array[]) => {
  const { pool, log } = run.deps;
  const model = run.engines.embedder.id;
  return reach(run, () =>
    prepareVectorIndex(pool, model, vectors[0]?.length ?? 1, (error) =>
      log.warn({ err: error, model }, 'vectors are searched without an index'),
    ),
  );
};

/** After a change of model: some pieces a run, until all are of one model. */
const renewEmbeddings = async (run: Run): Promise<void> => {
  const renewal = createEmbeddingRenewal(run.deps.pool, run.engines.embedder.id);
  const chunks = await reach(run, () => renewal.find(TEXTS_PER_EMBEDDING));
  if (chunks.length === 0) return;
  const vectors = await embedAll(
    run,
    chunks.map(({ text }) => text),
  );
  await prepareIndex(run, vectors);
  await reach(run, () => renewal.replace(chunks, vectors));
  run.context.log(`${chunks.length} pieces have been embedded anew: the model is another one.`);
};

/** Embeds the pieces of all of them, then stores article by article. */
const storeAll = async (
  run: Run,
  group: Group,
  summaries: ReadonlyMap<string, string>,
): Promise<number> => {
  const { context, deps, engines, articles } = run;
  const { pool } = deps;
  const open = group.ids.flatMap((id) => group.open.get(id) ?? []);
  const ready = open
    .filter(({ id }) => summaries.has(id))
    .map((article) => ({ article, chunks: chunkText(article.text) }));
  if (ready.length === 0) return 0;
  const texts = ready.flatMap(({ article, chunks }) =>
    chunks.map(({ text }) => `${article.title}\n\n${text}`),
  );
  const vectors = await embedAll(run, texts);
  const model = engines.embedder.id;
  const support = await prepareIndex(run, vectors);
  const stories = createStoryFinder(pool, model, vectors[0]?.length ?? 1, support);
  let stored = 0;
  for (const { article, chunks } of ready) {
    context.signal.throwIfAborted();
    const id = randomUUID();
    const embedded = chunks.map((chunk) => ({
      ...chunk,
      embedding: vectors.shift() as Float32Array,
    }));
    const first = embedded[0]?.embedding;
    const storyId = (first && (await reach(run, () => stories.find(first)))) ?? id;
    const isNew = await reach(run, () =>
      articles.save({
        ...article,
        id,
        storyId,
        wordCount: countWords(article.text),
        summary: summaries.get(article.id) ?? '',
        summaryEngine: engines.summarizer.engine,
        jobId: context.jobId,
        chunks: embedded,
        embeddingModel: model,
      }),
    );
    if (isNew && first) stories.add(first, storyId);
    stored += isNew ? 1 : 0;
  }
  return stored;
};

/** Stores what is new, group by group. @returns sources of which something is left */
const storeNew = async (run: Run, candidates: readonly Candidate[]): Promise<Set<string>> => {
  const { context, deps } = run;
  // Settled once: a later attempt goes on with the same articles in the same groups.
  const plan = await context.step('plan', () =>
    // The newest count, and of those the oldest come first: whoever tells a story first is its first.
    candidates
      .slice(0, deps.config.news.articlesPerRun)
      .map(({ id }) => id)
      .reverse(),
  );
  const open = new Map(candidates.map((one) => [one.id, one]));
  const percentOf = (done: number) => FETCHED_AT + ((99 - FETCHED_AT) * done) / plan.length;
  for (let from = 0; from < plan.length; from += GROUP) {
    const ids = plan.slice(from, from + GROUP);
    if (!ids.some((id) => open.has(id))) continue;
    const range = { from: percentOf(from), to: percentOf(from + ids.length) };
    const group: Group = { ids, open, ...range, first: from + 1, total: plan.length };
    const summaries = await summarise(run, group);
    await runBatches(context, {
      name: 'articles',
      items: ids,
      size: GROUP,
      key: (id) => `${id} ${run.engines.embedder.id}`,
      label: ({ items }) => `store ${items.length} articles`,
      work: () => storeAll(run, group, summaries),
      progress: {
        from: (range.from + range.to) / 2,
        to: range.to,
        message: () => `Storing: articles ${from + 1} to ${from + ids.length} of ${plan.length}`,
      },
    });
    for (const id of ids) if (summaries.has(id)) open.delete(id);
  }
  return new Set([...open.values()].map(({ sourceId }) => sourceId));
};

/**
 * One bad feed is its own affair; where none can be read, the run has failed.
 *
 * @returns how it ends once it has noted so; null: some feed could be read
 * @throws RetryableError feeds_unreachable where there is another attempt
 */
const failureOf = (
  answers: readonly SourceAnswer[],
  { attempt, maxAttempts }: JobContext,
): PermanentError | null => {
  const good = answers.some(({ fetched }) => fetched && fetched.state !== 'failed');
  if (good || answers.length === 0) return null;
  const reason = answers
    .map(({ fetched }) => (fetched?.state === 'failed' ? fetched.reason : null))
    .find(Boolean);
  const message = `None of the ${answers.length} feeds can be read. ${reason ?? 'All of them failed lately and are left alone for now.'}`;
  const asked = answers.some(({ fetched }) => fetched);
  if (asked && attempt < maxAttempts) throw new RetryableError('feeds_unreachable', message);
  return new PermanentError('feeds_unreachable', message, { retryable: true });
};

type SourceResult = JobOutput<'news-ingestion'>['sources'][number];

const resultOf = ({ source, fetched }: SourceAnswer, counts: StoredCount[]): SourceResult => {
  const stored = counts.find(({ sourceId }) => sourceId === source.id);
  const named = fetched?.state === 'read' ? fetched.feed.title : null;
  const state = fetched?.state ?? 'waiting';
  return {
    id: source.id,
    title: source.title ?? named ?? source.id,
    status: state === 'read' ? (stored ? 'new' : 'known') : state,
    new: stored?.articles ?? 0,
    duplicates: stored?.duplicates ?? 0,
    bytes: fetched?.bytes ?? 0,
    ms: fetched?.ms ?? 0,
    error: fetched?.state === 'failed' ? fetched.reason : null,
  };
};

const sum = (counts: readonly StoredCount[], of: 'articles' | 'duplicates' | 'chunks'): number =>
  counts.reduce((total, one) => total + one[of], 0);

/**
 * Reads every feed and stores what is new. What is stored is the truth of how far a run has come: one that was killed
 * reads the feeds again and goes on with what is not there.
 */
export const newsIngestion: JobHandler<'news-ingestion'> = (_input, context, deps) =>
  withEngineOutcomes(async () => {
    const { ai, config, pool } = deps;
    const engines = newsEnginesOf(ai, config.news);
    const run: Run = {
      context,
      deps,
      engines,
      call: aiCallOf(context, deps),
      articles: createArticleStore(pool),
      sources: createSourceStore(pool),
    };
    const sources = newsSourcesOf(config.news);
    context.progress(0, `Reading ${sources.length} feeds`);
    const states = await reach(run, () => run.sources.states(sources));
    const { answers, candidates } = await fetchAll(run, states);
    const failure = failureOf(answers, context);
    const unstored = candidates.length > 0 ? await storeNew(run, candidates) : new Set<string>();
    await reach(run, () => run.sources.report(reportsOf(answers, states, unstored)));
    if (failure) throw failure;
    const counts = await reach(run, () => run.articles.countsOf(context.jobId));
    await renewEmbeddings(run);
    const removed = await reach(run, () => run.articles.removeOld(config.news.keepDays));
    return {
      articlesProcessed: sum(counts, 'articles'),
      embeddingsCreated: sum(counts, 'chunks'),
      duplicates: sum(counts, 'duplicates'),
      articlesLeft: Math.max(0, candidates.length - config.news.articlesPerRun),
      articlesRemoved: removed,
      sources: answers.map((answer) => resultOf(answer, counts)),
      engine: engines.model?.engine ?? describeEngine(null),
      embeddingModel: engines.embedder.id,
    };
  });
