import { describe, expect, it } from 'vitest';
import {
  filterQuery,
  fitsFilter,
  isFiltered,
  type JobFilter,
  NO_FILTER,
  parseFilter,
  readTyped,
  toggleStatus,
  toggleType,
} from '#components/job-filter';
import { listQuerySchema } from '#contracts/api';
import { jobStatuses } from '#contracts/job';
import { jobTypes } from '#contracts/jobs/index';

const read = (query: string) => parseFilter(new URLSearchParams(query), jobTypes);

describe('the filter in the address', () => {
  it('comes back as it went in', () => {
    const filters: JobFilter[] = [
      NO_FILTER,
      { status: ['running', 'failed'], type: ['career-insights'], q: 'a & b = “c” + 100 %' },
      { status: [...jobStatuses], type: jobTypes.toSorted(), q: ' spaces ' },
      { status: [], type: [], q: '日本語 עברית #?&' },
    ];
    for (const filter of filters) expect(read(filterQuery(filter))).toEqual(filter);
  });

  it('is a query the API takes', () => {
    const query = filterQuery({ status: ['failed'], type: ['career-insights'], q: 'x y' });
    const parsed = listQuerySchema.parse(Object.fromEntries(new URLSearchParams(query)));
    expect(parsed).toMatchObject({ status: ['failed'], type: ['career-insights'], q: 'x y' });
  });

  it('leaves out what it does not know instead of failing', () => {
    expect(read('?status=failed,nonsense,FAILED&type=__proto__,career-insights&x=1')).toEqual({
      status: ['failed'],
      type: ['career-insights'],
      q: '',
    });
  });

  it('is one address for one filter, whatever the order it was chosen in', () => {
    const one = toggleStatus(toggleStatus(NO_FILTER, 'failed'), 'running');
    const other = toggleStatus(toggleStatus(NO_FILTER, 'running'), 'failed');
    expect(filterQuery(one)).toBe(filterQuery(other));
    expect(read('?status=failed,failed').status).toEqual(['failed']);
  });

  it('drops what stored text cannot hold and what is too long', () => {
    expect(read(`?q=${encodeURIComponent('a\0b')}`).q).toBe('ab');
    expect(read(`?q=${'x'.repeat(500)}`).q).toHaveLength(200);
  });
});

describe('choosing filters', () => {
  it('switches on and off', () => {
    const on = toggleType(toggleStatus(NO_FILTER, 'failed'), 'career-insights');
    expect(isFiltered(on)).toBe(true);
    expect(toggleType(toggleStatus(on, 'failed'), 'career-insights')).toEqual(NO_FILTER);
  });

  it('tells by state and type whether a new job belongs to the list', () => {
    const filter = read('?status=failed&type=career-insights');
    expect(fitsFilter(filter, { status: 'failed', type: 'career-insights' })).toBe(true);
    expect(fitsFilter(filter, { status: 'running', type: 'career-insights' })).toBe(false);
    expect(fitsFilter(filter, { status: 'failed', type: 'resume-optimization' })).toBe(false);
    expect(fitsFilter(NO_FILTER, { status: 'running', type: 'anything' })).toBe(true);
  });
});

describe('what is typed', () => {
  it('turns its tokens into filters and leaves the words', () => {
    const { filter, text } = readTyped(
      NO_FILTER,
      'status:failed data type:career-insights engineer',
      jobTypes,
    );
    expect(filter).toMatchObject({ status: ['failed'], type: ['career-insights'] });
    expect(text).toBe('data engineer');
  });

  it('knows the words people use for states', () => {
    expect(readTyped(NO_FILTER, 'status:queued Status:CANCELED', jobTypes).filter.status).toEqual([
      'pending',
      'cancelled',
    ]);
  });

  it('keeps a token it does not know as words', () => {
    expect(readTyped(NO_FILTER, 'status:maybe type:nothing tag:x', jobTypes)).toEqual({
      filter: NO_FILTER,
      text: 'status:maybe type:nothing tag:x',
    });
  });
});
