/** Postings for a test: pay 40,000 upwards in steps of 1,000. */
export const posting = (number: number, more: Record<string, unknown> = {}) => ({
  id: `p-${number}`,
  role: 'Data Engineer',
  field: 'Data',
  currency: 'EUR',
  payPerYear: 40_000 + number * 1_000,
  skills: ['SQL', 'Python'],
  postedOn: '2026-03-01',
  source: 'a test',
  ...more,
});

export async function* asLines(rows: readonly unknown[]): AsyncGenerator<string> {
  for (const row of rows) yield typeof row === 'string' ? row : JSON.stringify(row);
}
