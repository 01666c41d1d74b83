import { time } from './time';

const segments = (count: number): string =>
  count === 1 ? '1 segment' : `${time.count(count)} segments`;

/** The pages of the guidelines' translations, and the result of `translate`. */
export const translations = {
  title: 'Translations',
  guidelines: 'Guidelines',
  lead: (count: number, topics: number, languages: number): string =>
    `${segments(count)} of ${time.count(topics)} guidelines, in ${languages} languages. What is not translated is shown in English.`,
  caption: 'Coverage by language',
  columns: {
    language: 'Language',
    coverage: 'Translated',
    approved: 'Approved',
    review: 'Need review',
    provider: 'Need a provider',
    outdated: 'Out of date',
    untranslated: 'Not begun',
    written: 'Last written',
  },
  percent: (percent: number): string => `${percent} %`,
  coverageOf: (language: string, percent: number, count: number, of: number): string =>
    `${language}: ${percent} %, ${time.count(count)} of ${segments(of)}`,
  never: 'never',
  dryRunRows: (count: number): string => `Dry run: ${time.count(count)}`,
  dryRunHint: 'Rows of a dry run. Readers never see them; the next real run removes them.',
  form: {
    title: 'Translate',
    languages: 'Languages',
    all: 'All',
    none: 'None',
    chosen: (count: number, of: number): string => `${count} of ${of} chosen`,
    dryRun: 'Dry run',
    dryRunHint:
      'Accented English in place of translations, to try batches and layout. Never shown to readers.',
    start: 'Translate',
    noneChosen: 'Choose a language.',
    failed: (why: string): string => `Not started: ${why}`,
    order:
      'Approved translations come first, then the provider, where the worker has one. Only what is missing or has changed is asked for.',
  },
  states: {
    translated: 'Translated',
    'needs-review': 'Needs review',
    'needs-provider': 'Needs a provider',
    outdated: 'Out of date',
    untranslated: 'Not begun',
  },
  anyState: 'Any state',
  stateLabel: 'State',
  list: {
    caption: (language: string): string => `Segments in ${language}`,
    shown: (from: number, to: number, of: number): string =>
      `${time.count(from)} to ${time.count(to)} of ${segments(of)}`,
    nothing: 'No segment is in this state.',
    nothingHint: 'Choose another state to see the rest.',
    previous: 'Previous',
    next: 'Next',
    english: 'English',
    part: (part: string): string =>
      part === 'title' ? 'Title' : `Paragraph ${Number(part.slice(1)) + 1}`,
    noText: 'Not translated. Readers see the English.',
    approvedBy: 'Approved by a person',
    madeBy: (engine: string): string => `Made by ${engine}`,
    dryRun: 'Dry run',
    problems: 'The checks say:',
  },
  edit: {
    open: 'Edit',
    write: 'Write a translation',
    approve: 'Approve',
    save: 'Save and approve',
    cancel: 'Cancel',
    label: (language: string): string => `Translation into ${language}`,
    despite: 'Approve all the same',
    changed: 'The English has changed since this page was loaded. Load it again.',
  },
  topic: {
    language: 'Language',
    english: 'English',
    untranslated: (count: number, of: number): string =>
      count === of
        ? 'Not translated yet: all of it is in English.'
        : `${time.count(of - count)} of ${time.count(of)} parts are translated; the rest is in English.`,
    machine: (count: number): string =>
      count === 1
        ? 'One part was translated by a machine, and no person has approved it.'
        : `${time.count(count)} parts were translated by a machine, and no person has approved them.`,
  },
  result: {
    caption: 'What became of each language',
    dryRun: 'A dry run: nothing here is shown to readers.',
    columns: {
      language: 'Language',
      shown: 'Shown',
      translated: 'New',
      memory: 'From memory',
      reused: 'Unchanged',
      provider: 'Need a provider',
      review: 'Need review',
      pseudo: 'Dry run',
      batches: 'Batches',
    },
    shownOf: (shown: number, of: number): string => `${time.count(shown)} of ${time.count(of)}`,
    summary: (shown: number, of: number): string =>
      `${time.count(shown)} of ${segments(of)} are shown in their language.`,
    needsProvider: (count: number): string =>
      `${segments(count)} need a provider and are shown in English.`,
    needsReview: (count: number): string =>
      `${segments(count)} did not pass the checks and wait for a person.`,
    noProvider: 'The worker has no provider: nothing new was translated by a machine.',
    open: 'See the translations',
  },
};
