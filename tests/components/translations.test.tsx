import { afterEach, describe, expect, it, vi } from 'vitest';
import { TranslateResult } from '#components/results/translate';
import { CoverageTable } from '#components/translations/coverage-table';
import { SegmentCard } from '#components/translations/segment-card';
import { TopicText } from '#components/translations/topic-text';
import { TranslateForm } from '#components/translations/translate-form';
import { languageCodes } from '#contracts/guideline-languages';
import type { Coverage, EditableSegment } from '#contracts/guideline-translations';
import { cleanup, fireEvent, render, screen, waitFor } from '../helpers/render';

afterEach(cleanup);

const coverage: Coverage = {
  segments: 200,
  topics: 30,
  languages: languageCodes.map((code) => ({
    code,
    counts: {
      translated: code === 'he' ? 199 : 0,
      'needs-review': code === 'he' ? 1 : 0,
      'needs-provider': 0,
      outdated: 0,
      untranslated: code === 'he' ? 0 : 200,
    },
    approved: 0,
    pseudo: code === 'ar' ? 200 : 0,
    percent: code === 'he' ? 99 : 0,
    updatedAt: null,
  })),
};
const row = (code: string) => document.querySelector(`[data-language="${code}"]`);

describe('the coverage', () => {
  const draw = (underWay: { code: 'fr'; message: string } | null = null) =>
    render(<CoverageTable coverage={coverage} underWay={underWay} hrefOf={(code) => `/${code}`} />);

  it('names each language in both tongues, with a share that is never rounded up', () => {
    draw();
    expect(row('he')?.textContent).toContain('Hebrew עברית');
    expect(row('he')?.textContent).toContain('99 %');
    expect(screen.getByRole('img', { name: 'Hebrew: 99 %, 199 of 200 segments' })).toBeTruthy();
  });

  it('marks the rows of a dry run, which count for nothing', () => {
    draw();
    expect(row('ar')?.textContent).toContain('Dry run: 200');
    expect(row('ar')?.textContent).toContain('0 %');
    expect(row('he')?.textContent).not.toContain('Dry run');
  });

  it('says which language a job is at', () => {
    draw({ code: 'fr', message: 'batch 3/21' });
    expect(row('fr')?.textContent).toContain('batch 3/21');
    expect(row('he')?.textContent).not.toContain('batch');
  });
});

describe('the form', () => {
  it('starts what was chosen, and says why it was not', async () => {
    const start = vi.fn(async () => 'Not started: no.');
    render(<TranslateForm onStart={start} status={null} />);
    fireEvent.click(screen.getByRole('button', { name: 'None' }));
    fireEvent.click(screen.getByRole('button', { name: 'Translate' }));
    expect(screen.getByRole('alert').textContent).toBe('Choose a language.');
    expect(start).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Persian' }));
    fireEvent.click(screen.getByRole('button', { name: 'Hebrew' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Dry run' }));
    fireEvent.click(screen.getByRole('button', { name: 'Translate' }));
    expect(start).toHaveBeenCalledWith({ languages: ['he', 'fa'], dryRun: true });
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('Not started: no.'));
  });
});

describe('a segment', () => {
  const segment: EditableSegment = {
    key: 'burns/p0',
    source: 'Cool the burn.',
    sourceHash: 'a'.repeat(64),
    text: 'קררו את הכוויה 5.',
    state: 'needs-review',
    origin: 'provider',
    engine: 'openai m-1',
    problems: ['it has 5, which the English does not'],
    pseudo: null,
  };
  const draw = (onApprove: Parameters<typeof SegmentCard>[0]['onApprove'], more = {}) =>
    render(
      <SegmentCard
        segment={{ ...segment, ...more }}
        language="he"
        topic="Burns"
        onApprove={onApprove}
      />,
    );

  it('shows the English beside the text, each in its language and direction', () => {
    draw(null);
    expect(screen.getByText('Cool the burn.').closest('[lang]')?.getAttribute('lang')).toBe('en');
    const text = screen.getByText('קררו את הכוויה 5.');
    expect([text.lang, text.dir]).toEqual(['he', 'rtl']);
    expect(screen.getByText('Needs review')).toBeTruthy();
    expect(screen.getByText(/it has 5/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('keeps what was typed where the checks complain, and lets its editor insist', async () => {
    const approve = vi.fn(async (_text: string, despite: boolean) =>
      despite ? null : { message: 'it has 5', mayInsist: true },
    );
    draw(approve);
    fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'Translation into Hebrew' });
    fireEvent.change(field, { target: { value: 'קררו 5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save and approve' }));
    await waitFor(() => expect(screen.getByText('it has 5')).toBeTruthy());
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('קררו 5');
    fireEvent.click(screen.getByRole('button', { name: 'Approve all the same' }));
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect(approve.mock.calls).toEqual([
      ['קררו 5', false],
      ['קררו 5', true],
    ]);
  });

  it('of a provider is approved with one press', async () => {
    const approve = vi.fn(async () => null);
    draw(approve, { state: 'translated', problems: [] });
    fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(approve).toHaveBeenCalledWith(segment.text, false));
  });

  it('that nobody has translated says so', () => {
    draw(null, { text: null, state: 'needs-provider', problems: [], engine: null, origin: null });
    expect(screen.getByText('Not translated. Readers see the English.')).toBeTruthy();
  });
});

describe('a guideline’s text', () => {
  const segments = [
    { key: 'burns/title', text: 'כוויות', lang: 'he', state: 'translated', origin: 'memory' },
    {
      key: 'burns/p0',
      text: 'קררו את הכוויה.',
      lang: 'he',
      state: 'translated',
      origin: 'provider',
    },
    { key: 'burns/p1', text: 'Do not use ice.', lang: 'en', state: 'needs-provider', origin: null },
  ] as const;

  it('is in its own language and direction, and marks what is still English', () => {
    render(<TopicText language="he" segments={segments} />);
    const translated = screen.getByText('קררו את הכוויה.');
    expect([translated.lang, translated.dir]).toEqual(['he', 'rtl']);
    expect(translated.textContent).not.toContain('English');
    const english = screen.getByText('Do not use ice.');
    expect([english.lang, english.dir]).toEqual(['en', 'ltr']);
    expect(english.textContent).toContain('English');
    expect(screen.getByText('2 of 3 parts are translated; the rest is in English.')).toBeTruthy();
    expect(screen.getByText(/^One part was translated by a machine/)).toBeTruthy();
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' }).value).toBe('he');
  });

  it('has no marks where English was asked for', () => {
    const english = segments.map((one) => ({ ...one, lang: 'en' as const, origin: null }));
    render(<TopicText language={null} segments={english} />);
    expect(document.querySelector('.englishmark')).toBeNull();
    expect(screen.queryByText(/Not translated/)).toBeNull();
  });
});

describe('the result', () => {
  const outcome = {
    ...{ segments: 200, translated: 0, fromMemory: 3, reused: 0, needsProvider: 197 },
    ...{ needsReview: 0, pseudo: 0, batches: 10 },
  };
  const engine = { kind: 'built-in', name: 'rules' } as const;

  it('claims what was translated, says what was not, and leaves out what is nothing', () => {
    const output = { languages: { he: outcome }, dryRun: false, engine };
    const text = render(<TranslateResult output={output} />).container.textContent;
    expect(text).toContain('3 of 200 segments are shown in their language.');
    expect(text).toContain('197 segments need a provider and are shown in English.');
    expect(text).toContain('The worker has no provider');
    expect(text).not.toContain('Unchanged');
  });

  it('of a dry run shows no share', () => {
    const pseudo = { ...outcome, fromMemory: 0, needsProvider: 0, pseudo: 200 };
    const output = { languages: { he: pseudo }, dryRun: true, engine };
    const text = render(<TranslateResult output={output} />).container.textContent;
    expect(text).toContain('A dry run: nothing here is shown to readers.');
    expect(text).not.toContain('%');
  });
});
