import { type JobStatus, jobStatuses } from '#contracts/job';
import { isJobType, type JobType, jobTypes } from '#contracts/jobs/index';

/** What a list of jobs is narrowed to. Empty arrays and an empty text mean: all. */
export interface JobFilter {
  readonly status: readonly JobStatus[];
  readonly type: readonly JobType[];
  /** Words to look for. */
  readonly q: string;
}

export const NO_FILTER: JobFilter = { status: [], type: [], q: '' };
const MAX_WORDS_LENGTH = 200;

const isStatus = (text: string): text is JobStatus =>
  (jobStatuses as readonly string[]).includes(text);

/** Known values in the contract's order, each once, so that one filter has one address. */
const known = <T extends string>(all: readonly T[], given: readonly string[]): T[] =>
  all.filter((one) => given.includes(one));

const listOf = (value: string | null | undefined): string[] => (value ?? '').split(',');

/** Reads a filter from an address. What is not known there is left out, never an error. */
export const parseFilter = (params: { get(name: string): string | null }): JobFilter => ({
  status: known(jobStatuses, listOf(params.get('status')).filter(isStatus)),
  type: known(jobTypes, listOf(params.get('type')).filter(isJobType)),
  q: (params.get('q') ?? '').replaceAll('\0', '').slice(0, MAX_WORDS_LENGTH),
});

/** `?status=failed&type=…&q=…`, empty without a filter. The query of the page and of GET /api/jobs alike. */
export function filterQuery(filter: JobFilter): string {
  const parts = [
    filter.status.length > 0 && `status=${filter.status.join(',')}`,
    filter.type.length > 0 && `type=${filter.type.join(',')}`,
    filter.q !== '' && `q=${encodeURIComponent(filter.q)}`,
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
  type: known(jobTypes, toggled(filter.type, type)),
});

/** Words people use for states, beside the states' own names. */
const STATUS_WORDS: Readonly<Record<string, JobStatus>> = {
  queued: 'pending',
  canceled: 'cancelled',
};

/**
 * Takes `status:failed` and `type:career-insights` out of what was typed and puts them into the
 * filter. A token that is not known stays in the text, so that nothing typed disappears.
 */
export function readTyped(filter: JobFilter, typed: string): { filter: JobFilter; text: string } {
  const rest: string[] = [];
  let next = filter;
  for (const word of typed.split(/\s+/)) {
    const [, name, value = ''] = /^(status|type):(.+)$/i.exec(word) ?? [];
    const wanted = value.toLowerCase();
    const status = STATUS_WORDS[wanted] ?? wanted;
    if (name?.toLowerCase() === 'status' && isStatus(status)) {
      if (!next.status.includes(status)) next = toggleStatus(next, status);
    } else if (name?.toLowerCase() === 'type' && isJobType(wanted)) {
      if (!next.type.includes(wanted)) next = toggleType(next, wanted);
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
