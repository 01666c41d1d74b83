import type { Guideline, GuidelineList, Knowledge, TopicState } from '#contracts/guidelines';
import { type Curriculum, fillPlaceholders, type Topic } from './curriculum';
import type { StoredTopic, TopicStore } from './topic-store';

const stateOf = (
  learnt: { readonly contentHash: string } | undefined | null,
  topic: Topic,
): TopicState => {
  if (!learnt) return 'new';
  return learnt.contentHash === topic.contentHash ? 'learned' : 'changed';
};

const aboutCurriculum = ({ id, title, sample, notice }: Curriculum) => {
  return { id, title, sample, notice };
};

const categoryOf = ({ categories }: Curriculum, topic: Topic) => {
  const title = categories.find(({ id }) => id === topic.category)?.title;
  return { id: topic.category, title: title ?? topic.category };
};

/** The topics of a curriculum and which of them have been learnt. @throws AppError dependency_unavailable */
export const listGuidelines = async (
  store: TopicStore,
  curriculum: Curriculum,
): Promise<GuidelineList> => {
  const marks = await store.marks(curriculum.id);
  const topics = curriculum.topics.map((topic) => {
    const mark = marks.get(topic.id);
    return {
      id: topic.id,
      title: topic.title,
      category: categoryOf(curriculum, topic),
      state: stateOf(mark, topic),
      learnedAt: mark?.learnedAt.toISOString() ?? null,
      questions: mark?.questions ?? 0,
    };
  });
  const learned = topics.filter(({ state }) => state === 'learned').length;
  return { curriculum: aboutCurriculum(curriculum), topics, learned };
};

const knowledgeOf = (
  { summary, facts, qa, engine, embeddingModel, dims }: StoredTopic,
  fill: (text: string) => string,
): Knowledge => ({
  summary: fill(summary),
  facts: facts.map(({ text, source }) => ({ text: fill(text), source: fill(source) })),
  qa: qa.map((pair) => ({
    kind: pair.kind,
    question: fill(pair.question),
    answer: fill(pair.answer),
    sources: pair.sources.map(fill),
  })),
  engine,
  embedding: embeddingModel !== null && dims !== null ? { model: embeddingModel, dims } : null,
});

/** One topic whole, with what has been learnt of it. @throws AppError dependency_unavailable */
export const readGuideline = async (
  store: TopicStore,
  curriculum: Curriculum,
  topic: Topic,
): Promise<Guideline> => {
  const learnt = await store.find(curriculum.id, topic.id);
  const fill = (text: string) => fillPlaceholders(text, curriculum.placeholders);
  return {
    id: topic.id,
    title: topic.title,
    category: categoryOf(curriculum, topic),
    state: stateOf(learnt, topic),
    learnedAt: learnt?.learnedAt.toISOString() ?? null,
    curriculum: aboutCurriculum(curriculum),
    paragraphs: topic.paragraphs.map(fill),
    sources: curriculum.sources
      .filter(({ id }) => topic.sources.includes(id))
      .map(({ publisher, title, year }) => ({ publisher, title, year })),
    basis: curriculum.basis,
    knowledge: learnt && knowledgeOf(learnt, fill),
  };
};
