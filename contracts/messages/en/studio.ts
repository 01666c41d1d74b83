const number = new Intl.NumberFormat('en');
const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

function inWords(count: number): string {
  return words[count] ?? number.format(count);
}

/** The Studio and the forms it makes from the job contracts. */
export const studio = {
  title: 'Studio',
  lead: (types: number, systems: number): string =>
    `${inWords(types)} job ${types === 1 ? 'type' : 'types'} in ${inWords(systems).toLowerCase()} ${
      systems === 1 ? 'system' : 'systems'
    }. Start one and move on: you will be told when it lands.`,
  active: (count: number): string => (count === 1 ? '1 job active' : `${count} jobs active`),
  index: 'Job types',
  facts: { type: 'Type', attempts: 'Attempts', timeout: 'Time limit', role: 'Role' },
  timeoutValue: (duration: string): string => `${duration} an attempt`,
  roles: { user: 'user', viewer: 'viewer', operator: 'operator', admin: 'admin' },
  generate: 'Generate',
  useSample: 'Use sample',
  optional: 'optional',
  notStartedOffline: 'You are offline. Nothing was started.',
  notStarted: 'The job was not started.',
  prefilled: 'Filled in from an earlier job.',
  prefillFailed: 'The earlier input could not be loaded.',
  view: 'View',
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
