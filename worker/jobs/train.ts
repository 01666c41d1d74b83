import type { CurriculumId } from '#contracts/guidelines';
import type { JobOutput } from '#contracts/jobs/index';
import { createBuiltInLearner } from '#platform/guidelines/built-in-learner';
import {
  type Curriculum,
  fillPlaceholders,
  loadCurriculum,
  type Topic,
} from '#platform/guidelines/curriculum';
import type { Learner } from '#platform/guidelines/learner';
import { createProviderLearner } from '#platform/guidelines/provider-learner';
import {
  createTopicStore,
  type TopicMark,
  type TopicStore,
} from '#platform/guidelines/topic-store';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import type { JobContext } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';
import { reachGuidelines } from '../reach-guidelines';
import { runBatches } from '../run-batches';

type TopicResult = JobOutput<'train'>['topics'][number];

/** Vectors of the longest models, 3,072 figures, of so many topics fit in what a step may keep. */
const TOPICS_PER_EMBEDDING = 14;
/** Percent at which summaries, then vectors, are done; what follows is most of the work. */
const SUMMARISED_AT = 15;
const EMBEDDED_AT = 25;

interface Run {
  readonly context: JobContext;
  readonly curriculum: Curriculum;
  readonly store: TopicStore;
  readonly learner: Learner;
  readonly ai: WorkerDeps['ai'];
  readonly call: ReturnType<typeof aiCallOf>;
  /** Learner and summarizer with their versions: whoever else learns a topic learns it anew. */
  readonly engineId: string;
}

const textOf = ({ placeholders }: Curriculum, { title, paragraphs }: Topic): string =>
  fillPlaceholders([title, ...paragraphs].join('\n\n'), placeholders);

/** Names a topic as it is now: a changed one is not found among the kept steps. */
const keyOf = ({ id, contentHash }: Topic): string => `${id} ${contentHash}`;

const isLearnt = (mark: TopicMark | undefined, topic: Topic, { engineId, ai }: Run): boolean =>
  mark?.contentHash === topic.contentHash &&
  mark.engineId === engineId &&
  mark.embeddingModel === ai.embedder.id;

const toBase64 = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');

const fromBase64 = (text: string): number[] => {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
};

/** Which topics there are to learn; settled once, so that a later attempt cuts the same batches. */
const plan = async (run: Run): Promise<{ open: Topic[]; marks: Map<string, TopicMark> }> => {
  const { context, store, curriculum } = run;
  const marks = await reachGuidelines(context.signal, () => store.marks(curriculum.id));
  const planned = await context.step('plan', () =>
    curriculum.topics.filter((topic) => !isLearnt(marks.get(topic.id), topic, run)).map(keyOf),
  );
  const wanted = new Set(planned);
  return { open: curriculum.topics.filter((topic) => wanted.has(keyOf(topic))), marks };
};

const names = (topics: readonly Topic[]): string =>
  topics.length > 1 ? `${topics[0]?.title} and ${topics.length - 1} more` : `${topics[0]?.title}`;

const summarise = async (run: Run, open: readonly Topic[]): Promise<Map<string, string>> => {
  const { context, curriculum, ai, call } = run;
  const { summarizer } = ai;
  const batches = await runBatches(context, {
    name: 'summaries',
    items: open,
    size: summarizer.articlesPerTask,
    key: (topic) => `${keyOf(topic)} ${summarizer.engine}`,
    label: ({ items }) => `summarise ${names(items)}`,
    work: ({ items }) => {
      const articles = items.map((topic) => ({
        id: topic.id,
        title: topic.title,
        text: topic.paragraphs.join('\n'),
      }));
      return summarizer.summarize(articles, call);
    },
    progress: {
      from: 0,
      to: SUMMARISED_AT,
      message: ({ items, index, total }) =>
        `Summarising: ${names(items)} (batch ${index + 1}/${total})`,
      step: { index: 1, total: 3, name: curriculum.title },
    },
  });
  return new Map(batches.flat().map(({ id, summary }) => [id, summary]));
};

const embed = async (run: Run, open: readonly Topic[]): Promise<Map<string, string>> => {
  const { context, curriculum, ai, call } = run;
  const batches = await runBatches(context, {
    name: 'vectors',
    items: open,
    size: TOPICS_PER_EMBEDDING,
    key: (topic) => `${keyOf(topic)} ${ai.embedder.id}`,
    label: ({ items }) => `embed ${names(items)}`,
    work: async ({ items }) => {
      const texts = items.map((topic) => textOf(curriculum, topic));
      const vectors = await ai.embedder.embed(texts, call);
      return items.map(({ id }, index) => ({
        id,
        vector: toBase64(vectors[index] as Float32Array),
      }));
    },
    progress: {
      from: SUMMARISED_AT,
      to: EMBEDDED_AT,
      message: ({ items, index, total }) =>
        `Embedding: ${names(items)} (batch ${index + 1}/${total})`,
      step: { index: 2, total: 3, name: curriculum.title },
    },
  });
  return new Map(batches.flat().map(({ id, vector }) => [id, vector]));
};

/** Learns one topic and saves it whole, before it counts as done. */
const learnTopic = async (
  run: Run,
  topic: Topic,
  made: { readonly summary: string; readonly vector: string },
): Promise<TopicResult> => {
  const { context, store, curriculum, learner } = run;
  const { signal, jobId } = context;
  const { id, title } = topic;
  const marks = await reachGuidelines(signal, () => store.marks(curriculum.id, [id]));
  const mark = marks.get(id);
  if (mark && isLearnt(mark, topic, run)) {
    // Saved by this job just before a crash, or by another one meanwhile: nobody is asked again.
    const outcome = mark.jobId === jobId ? 'learned' : 'skipped';
    return { id, title, outcome, facts: mark.facts, questions: mark.questions };
  }
  const { facts, qa } = await learner.learn(topic, run.call);
  await reachGuidelines(signal, () =>
    store.save({
      curriculum: curriculum.id,
      topicId: id,
      title,
      contentHash: topic.contentHash,
      summary: made.summary,
      facts,
      qa,
      engine: learner.engine,
      engineId: run.engineId,
      embedding: fromBase64(made.vector),
      embeddingModel: run.ai.embedder.id,
      jobId,
    }),
  );
  return { id, title, outcome: 'learned', facts: facts.length, questions: qa.length };
};

const learnAll = async (run: Run, open: readonly Topic[]): Promise<TopicResult[]> => {
  const { context, curriculum, engineId } = run;
  const summaries = await summarise(run, open);
  const vectors = await embed(run, open);
  const places = new Map(curriculum.topics.map(({ id }, index) => [id, index + 1]));
  return runBatches(context, {
    name: 'topics',
    items: open,
    size: 1,
    key: (topic) => `${keyOf(topic)} ${engineId}`,
    label: ({ items }) => `learn ${names(items)}`,
    work: ({ items }) => {
      const topic = items[0] as Topic;
      const summary = summaries.get(topic.id) ?? '';
      return learnTopic(run, topic, { summary, vector: vectors.get(topic.id) ?? '' });
    },
    progress: {
      from: EMBEDDED_AT,
      to: 99,
      message: ({ items: [topic] }) =>
        `Learning: ${topic?.title} (${places.get(topic?.id ?? '')}/${curriculum.topics.length})`,
      step: { index: 3, total: 3, name: curriculum.title },
    },
  });
};

/** Made from whatever gives curricula, so that a test may train on a short one. */
export const createTrain =
  (curriculumOf: (id: CurriculumId) => Curriculum): JobHandler<'train'> =>
  (input, context, deps) =>
    withEngineOutcomes(async () => {
      const { ai } = deps;
      const learner = ai.model ? createProviderLearner(ai.model) : createBuiltInLearner();
      const run: Run = {
        context,
        curriculum: curriculumOf(input.curriculum),
        store: createTopicStore(deps.pool),
        learner,
        ai,
        call: aiCallOf(context, deps),
        engineId: `${learner.id} ${ai.summarizer.engine}`,
      };
      const { id, title, notice, topics } = run.curriculum;
      context.progress(0, `Looking for what is new in ${title}`);
      const { open, marks } = await plan(run);
      const results = open.length === 0 ? [] : await learnAll(run, open);
      context.signal.throwIfAborted();
      const byId = new Map(results.map((one) => [one.id, one]));
      const all = topics.map((topic): TopicResult => {
        const { facts = 0, questions = 0 } = marks.get(topic.id) ?? {};
        const before = { id: topic.id, title: topic.title, facts, questions };
        return byId.get(topic.id) ?? { ...before, outcome: 'skipped' };
      });
      const learned = all.filter(({ outcome }) => outcome === 'learned').length;
      return {
        curriculum: id,
        learned,
        skipped: all.length - learned,
        total: all.length,
        topics: all,
        engine: learner.engine,
        embeddingModel: ai.embedder.id,
        notice,
      };
    });

/** Learns the topics of a curriculum, one by one, each saved as it is learnt. */
export const train = createTrain(loadCurriculum);
