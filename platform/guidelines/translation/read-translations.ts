import { type LanguageCode, languageCodes } from '#contracts/guideline-languages';
import type {
  Coverage,
  EditableSegment,
  LanguageCoverage,
  SegmentList,
  SegmentListQuery,
  TranslatedSegment,
  TranslationState,
} from '#contracts/guideline-translations';
import { type Curriculum, fillPlaceholders, type Topic } from '../curriculum';
import { type SourceSegment, type SourceText, sourceSegmentsOf } from './segments';
import type { TranslationCount, TranslationRow, TranslationStore } from './translation-store';

const stateOf = (row: TranslationRow | undefined, { hash }: SourceSegment): TranslationState => {
  if (!row || row.status === 'pseudo') return 'untranslated';
  if (row.source_hash !== hash) return row.text === null ? 'untranslated' : 'outdated';
  return row.status;
};

/** An English word among others of another direction must not turn them round. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/**
 * A topic as a reader gets it, placeholders filled in: what is translated from its English of today, and
 * English for the rest. A dry run's rows and doubtful texts never get here.
 *
 * @param lang null = all of it in English
 * @throws AppError dependency_unavailable
 */
export const translatedTopic = async (
  store: TranslationStore,
  { placeholders }: Pick<Curriculum, 'placeholders'>,
  topic: Topic,
  lang: LanguageCode | null,
): Promise<TranslatedSegment[]> => {
  const segments = sourceSegmentsOf(topic);
  const keys = segments.map(({ key }) => key);
  const rows = lang === null ? [] : await store.read(lang, keys);
  const byKey = new Map(rows.filter((row) => !row.pseudo).map((row) => [row.segment, row]));
  const isolated = Object.fromEntries(
    Object.entries(placeholders).map(([name, value]) => [name, isolate(value)]),
  );
  return segments.map((segment): TranslatedSegment => {
    const row = byKey.get(segment.key);
    const state = stateOf(row, segment);
    const { key } = segment;
    return lang !== null && state === 'translated' && row?.text
      ? { key, text: fillPlaceholders(row.text, isolated), lang, state, origin: row.origin }
      : {
          key,
          text: fillPlaceholders(segment.text, placeholders),
          lang: 'en',
          state,
          origin: null,
        };
  });
};

const editable = (
  segment: SourceSegment,
  row: TranslationRow | undefined,
  pseudo: TranslationRow | undefined,
): EditableSegment => ({
  key: segment.key,
  source: segment.text,
  sourceHash: segment.hash,
  text: row?.text ?? null,
  state: stateOf(row, segment),
  origin: row?.origin ?? null,
  engine: row?.engine ? [row.engine, row.model].filter(Boolean).join(' ') : null,
  problems: [...(row?.problems ?? [])],
  pseudo: pseudo?.text ?? null,
});

const editableOf = (
  segments: readonly SourceSegment[],
  rows: readonly TranslationRow[],
): EditableSegment[] => {
  const real = new Map(rows.filter((row) => !row.pseudo).map((row) => [row.segment, row]));
  const pseudo = new Map(rows.filter((row) => row.pseudo).map((row) => [row.segment, row]));
  return segments.map((one) => editable(one, real.get(one.key), pseudo.get(one.key)));
};

/** One segment as its editor sees it. @throws AppError dependency_unavailable */
export const readSegment = async (
  store: TranslationStore,
  segment: SourceSegment,
  lang: LanguageCode,
): Promise<EditableSegment> => {
  const [found] = editableOf([segment], await store.read(lang, [segment.key]));
  return found as EditableSegment;
};

/** The segments of a language in reading order, a page of them. @throws AppError dependency_unavailable */
export const listSegments = async (
  store: TranslationStore,
  { segments }: SourceText,
  lang: LanguageCode,
  { state, topic, offset, limit }: SegmentListQuery,
): Promise<SegmentList> => {
  const wanted = segments.filter(({ topicId }) => topic === undefined || topicId === topic);
  const all = editableOf(wanted, await store.read(lang));
  const found = all.filter((one) => state === undefined || one.state === state);
  return {
    language: lang,
    segments: found.slice(offset, offset + limit),
    total: found.length,
  };
};

/** A list for whoever may not edit: what is not approved for readers is not in it. */
export const hideDrafts = (list: SegmentList): SegmentList => ({
  ...list,
  segments: list.segments.map((one) =>
    one.state === 'translated'
      ? { ...one, pseudo: null }
      : { ...one, text: null, problems: [], pseudo: null },
  ),
});

const coverageOf = (
  code: LanguageCode,
  rows: readonly TranslationCount[],
  total: number,
): LanguageCoverage => {
  const sum = (matches: (row: TranslationCount) => boolean) =>
    rows.filter(matches).reduce((count, row) => count + row.count, 0);
  const real = (status: TranslationCount['status']) => (row: TranslationCount) =>
    row.status === status && row.current;
  const translated = sum(real('translated'));
  const counts = {
    translated,
    'needs-review': sum(real('needs-review')),
    'needs-provider': sum(real('needs-provider')),
    outdated: sum(
      ({ status, current }) => !current && (status === 'translated' || status === 'needs-review'),
    ),
  };
  const known = Object.values(counts).reduce((all, count) => all + count, 0);
  const newest = Math.max(0, ...rows.map((row) => row.newest.getTime()));
  return {
    code,
    counts: { ...counts, untranslated: total - known },
    approved: sum((row) => real('translated')(row) && row.origin === 'memory'),
    pseudo: sum(({ status }) => status === 'pseudo'),
    percent: total === 0 ? 0 : Math.floor((translated / total) * 100),
    updatedAt: newest === 0 ? null : new Date(newest).toISOString(),
  };
};

/** How much of the guidelines each language has. @throws AppError dependency_unavailable */
export const readCoverage = async (
  store: TranslationStore,
  { segments }: SourceText,
): Promise<Coverage> => {
  const counted = await store.count(segments);
  return {
    segments: segments.length,
    topics: new Set(segments.map(({ topicId }) => topicId)).size,
    languages: languageCodes.map((code) =>
      coverageOf(
        code,
        counted.filter(({ lang }) => lang === code),
        segments.length,
      ),
    ),
  };
};
