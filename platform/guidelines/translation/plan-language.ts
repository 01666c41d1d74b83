import type { Engine } from '#contracts/job';
import type { SourceSegment } from './segments';
import type { NewTranslation, TranslationRow } from './translation-store';

/** What a run has to do in one language. */
export interface LanguagePlan {
  /** From the memory: to be saved. */
  readonly remembered: readonly NewTranslation[];
  /** Keys of the segments that somebody has to translate. */
  readonly ask: readonly string[];
  readonly reused: number;
  /** The same engine has tried, and a person has not looked yet. */
  readonly needsReview: number;
  /** Known to be waiting for a provider. */
  readonly needsProvider: number;
}

export interface PlanInput {
  readonly segments: readonly SourceSegment[];
  /** The language's rows without those of a dry run. */
  readonly rows: readonly TranslationRow[];
  /** Approved texts by segment key. */
  readonly memory: ReadonlyMap<string, string>;
  /** Who would be asked; null = nobody. */
  readonly engine: Engine | null;
  readonly jobId: string;
}

type Place = 'remembered' | 'reused' | 'ask' | 'needsReview' | 'needsProvider';

const rememberedRow = (segment: SourceSegment, text: string, jobId: string): NewTranslation => ({
  segment: segment.key,
  source_hash: segment.hash,
  text,
  status: 'translated',
  origin: 'memory',
  engine: null,
  model: null,
  problems: [],
  job_id: jobId,
});

/** A doubtful text of another engine is worth asking this one; of the same one it is not. */
const triedBy = (row: TranslationRow, engine: Engine | null): boolean =>
  engine === null || (row.engine === engine.name && row.model === (engine.model ?? null));

const placeOf = (
  row: TranslationRow | undefined,
  approved: string | undefined,
  { hash }: SourceSegment,
  engine: Engine | null,
): Place => {
  const current = row !== undefined && row.source_hash === hash;
  const done = current && row.status === 'translated';
  if (approved !== undefined) return done && row.text === approved ? 'reused' : 'remembered';
  if (done) return 'reused';
  if (current && row.status === 'needs-review' && triedBy(row, engine)) return 'needsReview';
  // An out-of-date text is worth more to its editor than the note that nobody could be asked.
  const known = current ? row?.status === 'needs-provider' : row?.text != null;
  if (known && engine === null) return 'needsProvider';
  return 'ask';
};

/** Decides what is to be done: memory first, then what is missing or made from other English. */
export const planLanguage = (input: PlanInput): LanguagePlan => {
  const rows = new Map(input.rows.map((row) => [row.segment, row]));
  const remembered: NewTranslation[] = [];
  const ask: string[] = [];
  const counts = { reused: 0, needsReview: 0, needsProvider: 0 };
  for (const segment of input.segments) {
    const approved = input.memory.get(segment.key);
    const place = placeOf(rows.get(segment.key), approved, segment, input.engine);
    if (place === 'ask') ask.push(segment.key);
    else if (place === 'remembered')
      remembered.push(rememberedRow(segment, approved ?? '', input.jobId));
    else counts[place] += 1;
  }
  return { remembered, ask, ...counts };
};
