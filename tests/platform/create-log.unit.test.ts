import { expect, test } from 'vitest';
import { createLog } from '#platform/create-log';

test('a failed query is logged without the values it was asked with, and a token not at all', () => {
  const lines: string[] = [];
  const log = createLog({ logLevel: 'info' }, 'test', { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('Failed query: select 1\nparams: s3cret-value'), {
    params: ['s3cret-value'],
    query: 'select 1',
  });
  log.error({ err: error, token: 's3cret-value' }, 'broken');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Failed query: select 1');
  expect(lines[0]).not.toContain('s3cret');
});
