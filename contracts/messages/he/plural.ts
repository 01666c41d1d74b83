const rules = new Intl.PluralRules('he');
const number = new Intl.NumberFormat('he');

export const count = (value: number): string => number.format(value);

/** Forms of a phrase for one, for two, and for any other count; the last gets the figure. */
export const plural = (
  value: number,
  one: string,
  two: string,
  other: (figure: string) => string,
): string => {
  const rule = rules.select(value);
  if (rule === 'one') return one;
  return rule === 'two' ? two : other(count(value));
};

/** “משימה אחת”, “2 משימות”: with a figure from two on, which reads better beside other figures. */
export const jobs = (value: number): string =>
  plural(value, 'משימה אחת', 'שתי משימות', (figure) => `${figure} משימות`);
