import { time } from './time';

const uses = (count: number): string => (count === 1 ? '1 use' : `${time.count(count)} uses`);
const lessons = (count: number): string =>
  count === 1 ? '1 lesson' : `${time.count(count)} lessons`;

/** The page of the languages, for operators, and the results of its jobs. */
export const languages = {
  title: 'Languages',
  lead: (days: number): string =>
    `Lessons are kept ready in the languages that were used most in the last ${time.count(days)} days.`,
  stale: 'The page could not be refreshed. What it shows may be old.',
  runs: {
    title: 'Runs',
    evaluation: 'Evaluation',
    evaluationHint: 'Counts uses, promotes and demotes, then cleans up.',
    evaluate: 'Evaluate now',
    preload: 'Preloading',
    preloadHint: 'Stores what is missing in each frequent language.',
    preloadNow: 'Preload now',
    never: 'It has not run yet.',
  },
  columns: {
    language: 'Language',
    status: 'Status',
    uses: 'Uses',
    stored: 'Stored',
    coverage: 'Lessons',
  },
  caption: 'All languages',
  totals: (count: number, others: number): string =>
    others === 0 ? uses(count) : `${uses(count)}, ${time.count(others)} in languages not listed`,
  status: { frequent: 'Frequent', occasional: 'Occasional' },
  share: (share: number): string =>
    share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`,
  shareOf: (language: string, count: number, share: number): string =>
    `${language}: ${uses(count)}, ${Math.round(share * 100)} % of all`,
  bytes: (bytes: number): string => {
    if (bytes < 1_000) return `${bytes} B`;
    if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
  },
  lessons,
  uses,
  none: 'none',
  quiet: 'Neither used nor stored:',
  list: (names: readonly string[]): string => `${names.join(', ')}.`,
  percent: (percent: number): string => `${percent} %`,
  coverageOf: (language: string, count: number, of: number): string =>
    `${language}: ${time.count(count)} of ${lessons(of)} stored`,
  coverage: {
    complete: 'Complete',
    'needs-provider': 'Needs a provider',
    'needs-review': 'Needs review',
    missing: 'Not all stored',
    none: 'Not preloaded yet',
  },
  history: {
    title: 'What evaluations changed',
    nothing: 'No evaluation has run yet. Until one has, the languages are as installed.',
    columns: {
      at: 'When',
      window: 'Window',
      uses: 'Uses',
      promoted: 'Promoted',
      demoted: 'Demoted',
    },
    days: (days: number): string => (days === 1 ? '1 day' : `${time.count(days)} days`),
    unchanged: 'Nothing changed',
    undecided: {
      'too-little-use': 'Too little use to judge by',
      superseded: 'A later evaluation came first',
    },
  },
  rules: {
    title: 'Rules',
    promote: 'Promoted',
    promoteRule: (least: number, share: number): string =>
      `With ${uses(least)} in the window, and ${share} % of all.`,
    most: 'At most',
    mostRule: (count: number): string =>
      `${time.count(count)} languages, English always among them.`,
    edge: 'At the edge',
    edgeRule: (percent: number): string =>
      `What is frequent counts ${percent} % more, so that it does not come and go.`,
    kept: 'Kept of the others',
    keptRule: (days: number, items: number): string =>
      `What was stored or read within ${days === 1 ? 'a day' : `${time.count(days)} days`}, and the ${lessons(items)} read most.`,
  },
  result: {
    frequent: 'Frequent',
    promoted: 'Promoted',
    demoted: 'Demoted',
    judged: (count: number, total: number, days: number): string =>
      `${time.count(count)} languages, ${uses(total)} in ${days === 1 ? '1 day' : `${time.count(days)} days`}`,
    used: 'Uses',
    nobody: 'Nothing was used in the window.',
    cleanup: 'Clean-up',
    cleaned: (count: number): string =>
      count === 0 ? 'There was nothing to remove.' : `${lessons(count)} removed.`,
    unfinished: 'It did not finish. What was judged stands.',
    nothingStored: 'Nothing was stored of any language that is not frequent.',
    removedOf: (count: number, size: string): string => `${lessons(count)}, ${size}`,
    columns: {
      language: 'Language',
      removed: 'Removed',
      recent: 'Kept as recent',
      mostUsed: 'Kept as read most',
      coverage: 'State',
      stored: 'Stored',
      added: 'New',
      segments: 'Texts',
      translated: 'Translated',
      memory: 'From memory',
      provider: 'Need a provider',
      review: 'Need review',
    },
    frequentAgain: 'Frequent again: the rest stays',
    fraction: (count: number, of: number): string => `${time.count(count)} of ${time.count(of)}`,
    storedOf: (count: number, of: number): string =>
      `${time.count(count)} of ${lessons(of)} are stored, all frequent languages together.`,
    needsProvider: (count: number): string =>
      `${lessons(count)} wait for a provider, or for people to translate them. Readers get the English.`,
    needsReview: (count: number): string =>
      `${lessons(count)} have a text that did not pass the checks.`,
    open: 'See the languages',
  },
};
