import { type JobStatus, jobStatuses } from '#contracts/job-status';
import type { JobType } from '#contracts/jobs/index';

/** What a list of jobs is narrowed to. Empty arrays and an empty text mean: all. */
export interface JobFilter {
  readonly status: readonly JobStatus[];
  readonly type: readonly JobType[];
  /** Words to look for. */
  readonly q: string;
  /** Created no longer ago than “15m”, “24h”, “7d”. Absent: at any time. */
  readonly within?: string;
}

export const NO_FILTER: JobFilter = { status: [], type: [], q: '' };
const MAX_WORDS_LENGTH = 200;
const AGE = /^[1-9]\d{0,3}[mhd]$/;

const isStatus = (text: string): text is JobStatus =>
  (jobStatuses as readonly string[]).includes(text);

/** Known values in the contract's order, each once, so that one filter has one address. */
const known = <T extends string>(all: readonly T[], given: readonly string[]): T[] =>
  all.filter((one) => given.includes(one));

const listOf = (value: string | null | undefined): string[] => (value ?? '').split(',');

/**
 * Reads a filter from an address. What is not known there is left out, never an error.
 *
 * @param types every job type there is: the contracts that know them stay out of pages
 */
export const parseFilter = (
  params: { get(name: string): string | null },
  types: readonly string[],
): JobFilter => ({
  status: known(jobStatuses, listOf(params.get('status')).filter(isStatus)),
  type: known(types.toSorted(), listOf(params.get('type'))) as JobType[],
  q: (params.get('q') ?? '').replaceAll('\0', '').slice(0, MAX_WORDS_LENGTH),
  ...(AGE.test(params.get('within') ?? '') ? { within: params.get('within') ?? '' } : {}),
});

/** `?status=failed&type=…&q=…`, empty without a filter. The query of the page and of GET /api/jobs alike. */
export function filterQuery(filter: JobFilter): string {
  const parts = [
    filter.status.length > 0 && `status=${filter.status.join(',')}`,
    filter.type.length > 0 && `type=${filter.type.join(',')}`,
    filter.q !== '' && `q=${encodeURIComponent(filter.q)}`,
    filter.within !== undefined && `within=${filter.within}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

export const isFiltered = (filter: JobFilter): boolean => filterQuery(filter) !== '';

const toggled = <T,>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((one) => one !== item) : [...list, item];

export const toggleStatus = (filter: JobFilter, status: JobStatus): JobFilter => ({
  ...filter,
  status: known(jobStatuses, toggled(filter.status, status)),
});
export const toggleType = (filter: JobFilter, type: JobType): JobFilter => ({
  ...filter,
  type: toggled(filter.type, type).sort(),
});

export const setWithin = (
  { within: _before, ...filter }: JobFilter,
  within: string | null,
): JobFilter => (within === null ? filter : { ...filter, within });

/** Words people use for states, beside the states' own names. */
const STATUS_WORDS: Readonly<Record<string, JobStatus>> = {
  queued: 'pending',
  canceled: 'cancelled',
};

/**
 * Takes `status:failed`, `type:career-insights` and `created:<1h` out of what was typed and puts them
 * into the filter. A token that is not known stays in the text, so that nothing typed disappears.
 */
export function readTyped(
  filter: JobFilter,
  typed: string,
  types: readonly string[],
): { filter: JobFilter; text: string } {
  const rest: string[] = [];
  let next = filter;
  for (const word of typed.split(/\s+/)) {
    const [, name, value = ''] = /^(status|type|created):(.+)$/i.exec(word) ?? [];
    const wanted = value.toLowerCase();
    const status = STATUS_WORDS[wanted] ?? wanted;
    if (name?.toLowerCase() === 'status' && isStatus(status)) {
      if (!next.status.includes(status)) next = toggleStatus(next, status);
    } else if (name?.toLowerCase() === 'type' && types.includes(wanted)) {
      const type = wanted as JobType;
      if (!next.type.includes(type)) next = toggleType(next, type);
    } else if (name?.toLowerCase() === 'created' && AGE.test(wanted.replace(/^</, ''))) {
      next = setWithin(next, wanted.replace(/^</, ''));
    } else rest.push(word);
  }
  return { filter: next, text: rest.join(' ').trim() };
}

/** Whether a job belongs to a list. Words cannot be told here: the server looks into more than a row holds. */
export const fitsFilter = (
  filter: JobFilter,
  job: { readonly status: string; readonly type: string },
): boolean =>
  (filter.status.length === 0 || (filter.status as readonly string[]).includes(job.status)) &&
  (filter.type.length === 0 || (filter.type as readonly string[]).includes(job.type));
