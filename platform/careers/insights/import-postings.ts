import type { Pool } from 'pg';
import { z } from 'zod';
import { normaliseText } from '../normalise-text';

/** One job posting, as a line of newline-delimited JSON. */
const postingSchema = z
  .strictObject({
    /** The loader's own id: a line that comes again replaces its row. */
    id: z.string().min(1).max(200),
    role: z.string().trim().min(1).max(200),
    field: z.string().trim().min(1).max(200),
    region: z.string().trim().min(1).max(200).nullable().default(null),
    /** ISO 4217. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'needs three capitals, such as EUR')
      .nullable()
      .default(null),
    /** Gross, per year. */
    payPerYear: z.number().positive().max(999_999_999_999).nullable().default(null),
    skills: z.array(z.string().trim().min(1).max(100)).max(100).default([]),
    postedOn: z.iso.date(),
    source: z.string().trim().min(1).max(200),
    /** True for made-up rows; whatever is computed from them says so. */
    sample: z.boolean().default(false),
  })
  .refine((row) => (row.currency === null) === (row.payPerYear === null), {
    error: 'currency and payPerYear come together or not at all',
  });

export class PostingError extends Error {
  override name = 'PostingError';
}

const ROWS_PER_INSERT = 500;

const parseLine = (line: string, number: number): z.output<typeof postingSchema> => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new PostingError(`Line ${number} is not JSON.`);
  }
  const parsed = postingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((one) => `${one.path.join('.') || 'row'}: ${one.message}`);
  throw new PostingError(`Line ${number} does not fit: ${issues.join('; ')}.`);
};

const insert = async (pool: Pool, rows: z.output<typeof postingSchema>[]): Promise<void> => {
  // One statement may not touch a row twice; the last line of an id wins.
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  await pool.query(
    `INSERT INTO career_postings
     SELECT * FROM json_populate_recordset(null::career_postings, $1::json)
     ON CONFLICT (id) DO UPDATE SET role = excluded.role, role_key = excluded.role_key,
       field_key = excluded.field_key, region = excluded.region, currency = excluded.currency,
       pay_per_year = excluded.pay_per_year, skills = excluded.skills,
       posted_on = excluded.posted_on, source = excluded.source, sample = excluded.sample`,
    [
      JSON.stringify(
        unique.map(({ field, payPerYear, postedOn, ...row }) => ({
          ...row,
          role_key: normaliseText(row.role),
          field_key: normaliseText(field),
          pay_per_year: payPerYear,
          posted_on: postedOn,
        })),
      ),
    ],
  );
};

/**
 * Loads postings, a line of JSON each, into `career_postings`. Rows before a bad line stay: loading the
 * mended file again changes nothing that is already there.
 *
 * @returns how many lines were loaded
 * @throws PostingError naming the first line that does not fit
 */
export const importPostings = async (pool: Pool, lines: AsyncIterable<string>): Promise<number> => {
  let batch: z.output<typeof postingSchema>[] = [];
  let number = 0;
  let loaded = 0;
  const flush = async () => {
    if (batch.length > 0) await insert(pool, batch);
    loaded += batch.length;
    batch = [];
  };
  for await (const line of lines) {
    number += 1;
    if (!line.trim()) continue;
    batch.push(parseLine(line, number));
    if (batch.length >= ROWS_PER_INSERT) await flush();
  }
  await flush();
  return loaded;
};
