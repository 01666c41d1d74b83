import { afterEach, describe, expect, it } from 'vitest';
import { AnswerPanel, answerOf, type ShownAnswer } from '#components/ask/answer-panel';
import { AskForm } from '#components/ask/ask-form';
import { AskedList } from '#components/ask/asked-list';
import { AskResult as AskResultPage } from '#components/results/ask';
import type { AskPassage, AskResult } from '#contracts/ask';
import { splitAnswer, toLiveAnswer } from '#contracts/ask-answer';
import { cleanup, fireEvent, render, screen, within } from '../helpers/render';

afterEach(cleanup);

const passage = (n: number, more: Partial<AskPassage> = {}): AskPassage => ({
  n,
  articleId: `a-${n}`,
  title: `Article ${n}`,
  url: `https://wire.example/${n}`,
  source: 'The Wire',
  publishedAt: '2026-11-17T09:12:00.000Z',
  sample: n === 1,
  piece: { at: 2, of: 3 },
  similarity: 0.84,
  quote: `Quote ${n}`,
  language: 'en',
  others: [],
  ...more,
});
const engine = { kind: 'built-in', name: 'rules' } as const;
const result: AskResult = {
  question: 'Why is it closed?',
  outcome: 'answered',
  answer: 'It is closed [1]. Cars may pass. [2]\n\nUntil May [1][2].',
  engine,
  citations: [passage(1), passage(2)],
  passages: [passage(1), passage(2), passage(3, { similarity: null, publishedAt: null })],
  missing: [],
  articles: 7,
  searchMs: 38,
};
const panel = (answer: Partial<ShownAnswer>, status: 'running' | 'completed' = 'completed') =>
  render(<AnswerPanel status={status} answer={{ ...answerOf(result), ...answer }} message="" />);

describe('an answer', () => {
  it('is cut at its citations, each a link to its source', () => {
    render(<AskResultPage output={result} />);
    const links = screen.getAllByRole('link', { name: /^Source \d/ });
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '#src-1',
      '#src-2',
      '#src-1',
      '#src-2',
    ]);
    const sources = screen.getAllByRole('listitem');
    expect(sources.map(({ id }) => id)).toEqual(['src-1', 'src-2', 'src-3']);
    expect(sources[0]?.textContent).toContain('Part 2 of 3 · similarity 0.84');
    expect(sources[0]?.textContent).toContain('Sample');
    expect(sources[2]?.textContent).toContain('without a date');
    expect(sources[2]?.textContent).toContain('found by its words');
    fireEvent.focus(links[1] as HTMLElement);
    expect(sources[1]?.dataset.hot).toBe('');
    fireEvent.blur(links[1] as HTMLElement);
    expect(sources[1]?.dataset.hot).toBeUndefined();
  });

  it('of the built-in engine is called what it is, and one of a provider as well', () => {
    panel({});
    expect(screen.getByText('Closest passages')).toBeTruthy();
    cleanup();
    panel({ engine: { kind: 'provider', name: 'openai', model: 'm-1' } });
    expect(screen.queryByText('Closest passages')).toBeNull();
    expect(screen.getByText('Written by openai, m-1')).toBeTruthy();
  });

  it('that still comes is busy and has a caret; no half of it is announced', () => {
    const { container } = panel({ outcome: null, text: 'It is clo' }, 'running');
    expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('true');
    expect(container.querySelector('.caret')).not.toBeNull();
    expect(container.querySelector('[aria-live], [role=status]')).toBeNull();
    expect(screen.getByText('Answering')).toBeTruthy();
  });

  it('that is none names what no article holds', () => {
    panel({ outcome: 'not-found', text: '', missing: ['Atlantis', 'Mu'] });
    expect(screen.getByText(/No stored article mentions “Atlantis” or “Mu”/)).toBeTruthy();
  });

  it('takes a source in the text for what it is: markup stays text, unknown numbers are no links', () => {
    panel({ text: '<img src=x onerror=alert(1)> said so [9]. [1]' });
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });
});

describe('the pieces of an answer', () => {
  const text = (piece: string) => ({ text: JSON.stringify({ kind: 'text', text: piece }) });
  const sources = (attempt: number) => ({
    text: JSON.stringify({
      kind: 'sources',
      attempt,
      engine,
      articles: 7,
      searchMs: 5,
      passages: [passage(1)],
    }),
  });

  it('are put together, and a new attempt makes void what came before', () => {
    const chunks = [
      sources(1),
      text('Half an '),
      sources(2),
      text('It is '),
      { text: 'garbage' },
      text('closed [1].'),
    ];
    expect(toLiveAnswer(chunks)).toMatchObject({ text: 'It is closed [1].', searchMs: 5 });
    expect(toLiveAnswer([])).toEqual({ text: '', passages: [], engine: null, searchMs: null });
  });

  it('keep brackets that are no citation', () => {
    expect(splitAnswer('In [2026] and [so on] [1]')).toEqual([
      [{ text: 'In [2026] and [so on]', cites: [1] }],
    ]);
  });
});

describe('the field', () => {
  const stock = { articles: 1204, sources: 6, newestAt: '2026-11-22T05:00:00.000Z' };
  const draw = (more: Partial<Parameters<typeof AskForm>[0]> = {}) => {
    const asked: string[] = [];
    let stopped = 0;
    const onStop = () => {
      stopped += 1;
    };
    const props = { stock, question: '', waiting: false, live: false, problem: null, onStop };
    const { container } = render(
      <AskForm {...props} onAsk={(text) => asked.push(text)} {...more} />,
    );
    const submit = () => fireEvent.submit(container.querySelector('form') as HTMLFormElement);
    return { asked, submit, stopped: () => stopped };
  };

  it('asks what was written, and says how much there is to ask about', () => {
    const { asked, submit } = draw();
    expect(screen.getByText(/1,204 articles from 6 feeds/)).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: 'Question' }), {
      target: { value: '  Why \u202e so? ' },
    });
    submit();
    expect(asked).toEqual(['Why so?']);
  });

  it('refuses what is no question, in words that are read out', () => {
    const { asked, submit } = draw({ question: ' ? ' });
    submit();
    expect(asked).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('two letters or more');
  });

  it('stops an answer that is on its way, and asks nothing meanwhile', () => {
    const { asked, submit, stopped } = draw({ question: 'Why so?', live: true });
    submit();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect({ asked, stopped: stopped() }).toEqual({ asked: [], stopped: 1 });
  });
});

it('what was asked before is a list of links, and nothing where it is nothing', () => {
  const asked = [{ jobId: 'a~ask~1', question: 'Why so?' }];
  const { container } = render(<AskedList asked={asked} hrefOf={(id) => `/ask?job=${id}`} />);
  const region = screen.getByRole('region', { name: 'Asked before' });
  expect(within(region).getByRole('link').getAttribute('href')).toBe('/ask?job=a~ask~1');
  cleanup();
  render(<AskedList asked={[]} hrefOf={String} />);
  expect(container.textContent).toBe('');
});
