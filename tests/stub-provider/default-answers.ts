import type { LanguageCode } from '#contracts/guideline-languages';
import { stubTranslation } from './stub-translation';

/** The text between a `<data name="…">` fence, as a model would read it. */
export const readFence = (prompt: string, name: string): string => {
  const found = new RegExp(
    `<data name="${name}[^"]*" id="(\\w+)">\\n([\\s\\S]*?)\\n</data \\1>`,
  ).exec(prompt);
  return found?.[2] ?? '';
};

const stubPhases = ['engage', 'explore', 'explain', 'elaborate', 'evaluate'];

const stubLesson = (frame: {
  no: number;
  minutes: number;
  topics: { title: string }[];
  outcomes: { id: string; text: string }[];
}) => {
  const topics = frame.topics.map(({ title }) => title);
  const share = Math.floor(frame.minutes / stubPhases.length);
  return {
    no: frame.no,
    title: `A lesson on ${topics.join(' and ')}`,
    topics,
    outcomes: frame.outcomes.map(({ id }) => id),
    objectives: frame.outcomes.map(({ text }) => text),
    activities: stubPhases.map((phase, index) => ({
      phase,
      minutes: index === 0 ? frame.minutes - 4 * share : share,
      activity: `${phase} lesson ${frame.no} on ${topics[0]}`,
    })),
    materials: ['Slides'],
    assessment: 'A short test',
    support: 'A glossary',
    stretch: 'A harder case',
    homework: 'Read the notes',
  };
};

/**
 * A well-behaved answer to each task, told apart by the properties its schema asks for: what the
 * product would get from a model that does as it is told.
 */
export const defaultAnswer = (properties: readonly string[], prompt: string): unknown => {
  if (properties.includes('bullets')) {
    const bullets = JSON.parse(readFence(prompt, 'bullets')) as { index: number; text: string }[];
    return {
      bullets: bullets.map(({ index, text }) => ({
        index,
        now: `Delivered: ${text}`,
        tips: ['Say who gained from it.'],
      })),
    };
  }
  if (properties.includes('reasons')) {
    const analysis = JSON.parse(readFence(prompt, 'analysis')) as {
      learningOrder: { skill: string }[];
    };
    return {
      reasons: analysis.learningOrder.map(({ skill }) => ({
        skill,
        why: `The role leans on ${skill}.`,
        step: `${skill} comes here because others follow from it.`,
      })),
    };
  }
  if (properties.includes('outlook')) {
    return { outlook: 'The field covers several roles that share their most wanted skills.' };
  }
  if (properties.includes('summaries')) {
    const articles = JSON.parse(readFence(prompt, 'articles')) as {
      index: number;
      title: string;
    }[];
    return {
      summaries: articles.map(({ index, title }) => ({ index, summary: `In short: ${title}.` })),
    };
  }
  if (properties.includes('translations')) {
    const lang = readFence(prompt, 'target language') as LanguageCode;
    const texts = JSON.parse(readFence(prompt, 'texts')) as { index: number; text: string }[];
    return {
      translations: texts.map(({ index, text }) => ({ index, text: stubTranslation(text, lang) })),
    };
  }
  if (properties.includes('questions')) {
    const sentences = JSON.parse(readFence(prompt, 'sentences')) as { text: string }[];
    const { text = '' } = sentences[0] ?? {};
    return {
      facts: sentences.slice(0, 3).map((one, sentence) => ({ text: one.text, sentence })),
      questions: [{ kind: 'definition', question: 'What is it?', answer: text, sentences: [0] }],
    };
  }
  if (properties.includes('lessons')) {
    const frames = JSON.parse(readFence(prompt, 'frames')) as {
      no: number;
      minutes: number;
      topics: { title: string }[];
      outcomes: { id: string; text: string }[];
    }[];
    return { lessons: frames.map(stubLesson) };
  }
  throw new Error(`The stub knows no task with the properties ${properties.join(', ')}`);
};
