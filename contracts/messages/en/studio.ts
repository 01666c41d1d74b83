const number = new Intl.NumberFormat('en');

/** The Studio and the forms it makes from the job contracts. */
export const studio = {
  title: 'Studio',
  lead: (types: number, systems: number): string =>
    `${types} job ${types === 1 ? 'type' : 'types'} in ${systems} ${
      systems === 1 ? 'system' : 'systems'
    }. Start one and move on: you will be told when it lands.`,
  active: (count: number): string => (count === 1 ? '1 job active' : `${count} jobs active`),
  index: 'Job types',
  facts: { type: 'Type', attempts: 'Attempts', timeout: 'Time limit', role: 'Role' },
  timeoutValue: (duration: string): string => `${duration} an attempt`,
  roleAdmin: 'admin',
  generate: 'Generate',
  useSample: 'Use sample',
  optional: 'optional',
  notStartedOffline: 'You are offline. Nothing was started.',
  notStarted: 'The job was not started.',
  prefilled: 'Filled in from an earlier job.',
  prefillFailed: 'The earlier input could not be loaded.',
  starting: 'Starting…',
  queued: (position: number | null): string =>
    position === null
      ? 'Queued'
      : position === 1
        ? 'Queued, next in line'
        : `Queued, ${ordinal(position)} in line`,
  attempt: (attempt: number, of: number): string => `Attempt ${attempt} of ${of}`,
  view: 'View',
  cancel: 'Cancel',
  stillRunning: (count: number): string =>
    count === 1 ? '1 more of this type is active' : `${count} more of this type are active`,
  tags: {
    placeholder: 'Type and press Enter',
    remove: (tag: string): string => `Remove ${tag}`,
    added: (tag: string): string => `${tag} added`,
    removed: (tag: string): string => `${tag} removed`,
  },
  choose: 'Choose…',
  range: (min: number, max: number): string =>
    `Between ${number.format(min)} and ${number.format(max)}.`,
  json: 'JSON',
  counter: (length: number, max: number): string =>
    `${number.format(length)} / ${number.format(max)}`,
  counterLabel: (length: number, max: number): string =>
    `${number.format(length)} of ${number.format(max)} characters`,
  problems: {
    required: 'Fill this in.',
    tooShort: (min: number, example: string | null): string =>
      `Use at least ${number.format(min)} characters${example ? `, for example “${example}”` : ''}.`,
    tooLong: (max: number, over: number): string =>
      `Use at most ${number.format(max)} characters; this is ${number.format(over)} too many.`,
    tooFew: (min: number): string => (min === 1 ? 'Add at least one.' : `Add at least ${min}.`),
    tooMany: (max: number): string => `Keep at most ${max}.`,
    notJson: 'Use valid JSON, such as { "key": "value" }.',
    notNumber: 'Use a number.',
    notWhole: 'Use a whole number.',
    tooSmall: (min: number): string => `Use ${number.format(min)} or more.`,
    tooBig: (max: number): string => `Use ${number.format(max)} or less.`,
  },
};

function ordinal(position: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(position);
  const ending = { one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th', zero: 'th' }[rule];
  return `${position}${ending}`;
}
