import cronstrue from 'cronstrue/i18n';

/** Languages of the interface that the library speaks. */
const languages: ReadonlySet<string> = new Set(['en', 'he']);

/** An expression in words, such as “At 04:00”; the expression itself where there are none. */
export const describeCron = (cron: string, locale: string): string =>
  cronstrue.toString(cron, {
    locale: languages.has(locale) ? locale : 'en',
    use24HourTimeFormat: true,
    throwExceptionOnParseError: false,
  });
