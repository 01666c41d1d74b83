import { expect, test } from 'vitest';
import { parseRetryAfter } from '#platform/ai/parse-retry-after';

const now = Date.parse('2026-01-01T00:00:00Z');

test.each([
  [{ 'retry-after': '1' }, 1_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '2.5' }, 2_500],
  [{ 'retry-after-ms': '150' }, 150],
  [{ 'retry-after-ms': '150', 'retry-after': '9' }, 150],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' }, 90_000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
  [{ 'retry-after': '999999999' }, 3_600_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{}, undefined],
  [undefined, undefined],
])('%o means %s ms', (headers, expected) => {
  expect(parseRetryAfter(headers as Record<string, string> | undefined, now)).toBe(expected);
});
