import { afterEach, expect, it } from 'vitest';
import { EvaluationHistory } from '#components/languages/evaluation-history';
import { LanguageTable } from '#components/languages/language-table';
import { LanguageCleanupResult } from '#components/results/language-cleanup';
import { LanguageEvaluationResult } from '#components/results/language-evaluation';
import { PreloadLanguagesResult } from '#components/results/preload-languages';
import type { EvaluationRecord, LanguageReport, LanguagesReport } from '#contracts/languages';
import { cleanup, render, screen, within } from '../helpers/render';

afterEach(cleanup);

const rules = { minUses: 20, minShare: 0.03, maxFrequent: 6, hysteresis: 0.5 };
const window = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z', days: 30 };
const language = (code: LanguageReport['code'], more: Partial<LanguageReport>): LanguageReport => ({
  ...{ code, status: 'occasional', since: null, uses: 0, share: 0 },
  stored: { items: 0, bytes: 0, current: 0, percent: 0, newest: null },
  ...{ coverage: null, preloadedAt: null },
  ...more,
});
const evaluation = (more: Partial<EvaluationRecord>): EvaluationRecord => ({
  ...{ jobId: 'j-1', at: '2026-01-31T02:00:00.000Z', window, counts: {}, totalUses: 60 },
  ...{ undecided: null, frequent: ['en'], promoted: [], demoted: [], rules },
  ...more,
});

it('frequent languages come first, then those in use; idle ones share a line', () => {
  const report: LanguagesReport = {
    ...{ window, totalUses: 60, otherUses: 0, rules, kept: { days: 30, items: 20 }, lessons: 100 },
    languages: [
      language('en', { status: 'frequent', uses: 20, share: 1 / 3, coverage: 'complete' }),
      language('fr', { uses: 5, share: 1 / 12 }),
      language('he', {
        ...{ status: 'frequent', uses: 30, share: 0.5, coverage: 'needs-provider' },
        stored: { items: 41, bytes: 90_400, current: 40, percent: 40, newest: window.to },
      }),
      language('de', {}),
      language('pl', {}),
    ],
    ...{ evaluations: [], jobs: [] },
  };
  render(<LanguageTable report={report} />);
  const [, ...rows] = screen.getAllByRole('row');
  expect(rows.map((row) => row.getAttribute('data-language'))).toEqual(['he', 'en', 'fr']);
  const he = within(rows[0] as HTMLElement);
  expect(he.getByText('Needs a provider')).toBeTruthy();
  expect(he.getByText('90 kB')).toBeTruthy();
  expect(he.getByRole('img', { name: 'Hebrew: 40 of 100 lessons stored' })).toBeTruthy();
  expect(he.getByRole('img', { name: 'Hebrew: 30 uses, 50 % of all' })).toBeTruthy();
  expect(screen.getByText('Neither used nor stored: German, Polish.')).toBeTruthy();
});

it('the history says who came and went, and why nothing did', () => {
  const list = [
    evaluation({ promoted: ['es'], demoted: ['he', 'ar'] }),
    evaluation({ jobId: 'j-2', undecided: 'too-little-use' }),
    evaluation({ jobId: 'j-3' }),
  ];
  render(<EvaluationHistory evaluations={list} jobHref={(id) => `/jobs/${id}`} />);
  const [, first, second, third] = screen.getAllByRole('row');
  expect(first?.textContent).toMatch(/Spanish.*Hebrew.*Arabic/);
  expect(second?.textContent).toContain('Too little use to judge by');
  expect(third?.textContent).toContain('Nothing changed');
  expect(screen.getAllByRole('link')[0]?.getAttribute('href')).toBe('/jobs/j-1');
  cleanup();
  render(<EvaluationHistory evaluations={[]} jobHref={String} />);
  expect(screen.getByText(/No evaluation has run yet/)).toBeTruthy();
});

it('the results say what was judged, removed and stored, and what is missing for it', () => {
  const base = { evaluationDate: window.to, window, totalUses: 72, totalLanguages: 20, rules };
  const child = { jobId: 'c-1', cleanedLanguages: [], totalCleanedLessons: 0 };
  render(
    <LanguageEvaluationResult
      output={{
        ...{
          ...base,
          counts: { en: 60, sv: 12 },
          undecided: null,
          frequentLanguages: ['en', 'es'],
        },
        ...{ promotedLanguages: ['es'], demotedLanguages: [] },
        cleanup: { ...child, status: 'failed' },
      }}
    />,
  );
  expect(screen.getByText('It did not finish. What was judged stands.')).toBeTruthy();
  expect(screen.getByText(/^sv/).textContent).toBe('sv 12');
  cleanup();
  const he = { removed: 3, bytes: 2_400, keptRecent: 1, keptMostUsed: 2, frequentAgain: true };
  render(
    <LanguageCleanupResult
      output={{
        ...{ cleanedLanguages: ['he'], totalCleanedLessons: 3, totalCleanedBytes: 2_400 },
        ...{ keptRecent: 1, keptMostUsed: 2, languages: { he } },
      }}
    />,
  );
  expect(screen.getByText('3 lessons, 2 kB')).toBeTruthy();
  expect(screen.getByText('Frequent again: the rest stays')).toBeTruthy();
  cleanup();
  const counts = { segments: 90, newlyTranslated: 0, fromMemory: 0, needsReview: 0, lessons: 10 };
  const none = { ...counts, stored: 0, added: 0, translatedSegments: 0, needsProvider: 10 };
  const all = { ...counts, stored: 10, added: 10, translatedSegments: 90, needsProvider: 0 };
  render(
    <PreloadLanguagesResult
      output={{
        languages: {
          en: { ...all, coverage: 'complete' },
          he: { ...none, coverage: 'needs-provider' },
        },
        notFrequent: [],
        engine: { kind: 'built-in', name: 'rules' },
      }}
    />,
  );
  expect(screen.getByText(/^10 of 20 lessons are stored/)).toBeTruthy();
  expect(screen.getByText(/^10 lessons wait for a provider/)).toBeTruthy();
});
