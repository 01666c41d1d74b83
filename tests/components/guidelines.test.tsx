import { afterEach, describe, expect, it } from 'vitest';
import { GuidelinePage } from '#components/guidelines/guideline-page';
import { TopicList } from '#components/guidelines/topic-list';
import { TrainResult } from '#components/results/train';
import type { Guideline, GuidelineList } from '#contracts/guidelines';
import { train } from '#contracts/jobs/train';
import { cleanup, fireEvent, render, screen, within } from '../helpers/render';

afterEach(cleanup);

const topic = (id: string, title: string, category: string, state: 'learned' | 'new') => ({
  ...{ id, title, state, questions: state === 'new' ? 0 : 6 },
  category: { id: category.toLowerCase(), title: category },
  learnedAt: state === 'new' ? null : '2026-11-22T03:00:00.000Z',
});
const topics: GuidelineList['topics'] = [
  topic('heat-stroke', 'Heat Stroke', 'Weather', 'learned'),
  topic('frostbite', 'Frostbite', 'Weather', 'new'),
  topic('snakebite', 'Snakebite', 'Animals', 'learned'),
];

describe('the list of topics', () => {
  const draw = () => render(<TopicList topics={topics} hrefOf={(id) => `/guidelines/${id}`} />);
  const search = (value: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search the topics' }), {
      target: { value },
    });
  const shown = () => screen.queryAllByRole('link').map((link) => link.textContent);

  it('stands under its categories, each topic with its state', () => {
    draw();
    const weather = screen.getByRole('region', { name: 'Weather' });
    const rows = within(weather)
      .getAllByRole('listitem')
      .map((row) => row.textContent);
    expect(rows).toEqual(['Heat StrokeLearnt6 questions', 'FrostbiteNot learnt yet']);
    expect(screen.getByRole('link', { name: 'Snakebite' }).getAttribute('href')).toBe(
      '/guidelines/snakebite',
    );
  });

  it('finds topics by words of title and category, and says how many', () => {
    draw();
    search('WEATHER heat');
    expect(shown()).toEqual(['Heat Stroke']);
    expect(screen.getByText('1 of 3 topics')).toBeTruthy();
    search('hiccups');
    expect(shown()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Show all topics' }));
    expect(shown()).toHaveLength(3);
  });
});

const learnt: Guideline = {
  ...topic('heat-stroke', 'Heat Stroke', 'Weather', 'learned'),
  curriculum: { id: 'first-aid', title: 'First aid', sample: true, notice: 'Not advice.' },
  paragraphs: ['It is hot.', 'Cool at 15 °C.'],
  sources: [{ publisher: 'Some Council', title: 'Some guidelines', year: 2021 }],
  basis: 'Written afresh.',
  knowledge: {
    summary: 'Hot, then cool.',
    facts: [{ text: 'It is hot.', source: 'It is hot.' }],
    qa: [
      {
        kind: 'procedure',
        question: 'What do you do?',
        answer: '1. Cool at 15 °C.\n2. Wait.',
        sources: ['Cool at 15 °C.', 'Wait.'],
      },
      { kind: 'number', question: 'How cool?', answer: '15 °C', sources: ['Cool at 15 °C.'] },
    ],
    engine: { kind: 'built-in', name: 'rules' },
    embedding: { model: 'builtin-512@1', dims: 512 },
  },
};

describe('the page of a topic', () => {
  const draw = (guideline: Guideline) => {
    const texts = [guideline.title, ...guideline.paragraphs];
    const segments = texts.map(
      (text, place) =>
        ({ key: `t/${place}`, text, lang: 'en', state: 'untranslated', origin: null }) as const,
    );
    const props = { guideline, segments, language: null, listHref: '/guidelines' };
    return render(<GuidelinePage {...props} />);
  };

  it('says what it is worth, who learnt it and what informed it', () => {
    draw(learnt);
    for (const text of [
      /^Sample content, not medical advice/,
      'Made by the built-in engine.',
      'Embedding: builtin-512@1, 512 dimensions',
      'Some Council, 2021',
    ]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
  });

  it('numbers steps once, and shows the sentence behind an answer in other words', () => {
    draw(learnt);
    const [steps, figure] = document.querySelectorAll('details');
    const lines = [...(steps?.querySelectorAll('ol li') ?? [])].map((line) => line.textContent);
    expect(lines).toEqual(['Cool at 15\u00a0°C.', 'Wait.']);
    expect(steps?.textContent).toContain('In the words of the text.');
    expect(figure?.textContent).toContain('From the textCool at 15\u00a0°C.');
  });

  it('says that a topic has not been learnt, or was learnt from another text', () => {
    const { unmount } = draw({ ...learnt, state: 'new', learnedAt: null, knowledge: null });
    expect(screen.getByText('This topic has not been learnt yet')).toBeTruthy();
    unmount();
    draw({ ...learnt, state: 'changed' });
    expect(screen.getByText(/^The text has changed since:/)).toBeTruthy();
  });
});

it('the result of training parts what was learnt from what was skipped', () => {
  const one = (id: string, outcome: 'learned' | 'skipped') => ({
    ...{ id, title: id, outcome, facts: 1, questions: 5 },
  });
  const output = train.output.parse({
    ...{ curriculum: 'first-aid', learned: 1, skipped: 1, total: 2, notice: 'Not advice.' },
    topics: [one('shock', 'learned'), one('stroke', 'skipped')],
    engine: { kind: 'built-in', name: 'rules' },
    embeddingModel: 'builtin-512@1',
  });
  render(<TrainResult output={output} />);
  expect(screen.getByText('1 topic learnt, 1 skipped.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'shock' }).getAttribute('href')).toBe(
    '/guidelines/shock',
  );
  expect(screen.getAllByText('1 fact, 5 questions')).toHaveLength(2);
});
