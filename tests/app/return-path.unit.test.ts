import { expect, it } from 'vitest';
import { returnPath } from '../../app/(auth)/sign-in/return-path';

it.each([
  '/jobs',
  '/jobs/user~career-insights~01?tab=logs#L120',
  '/?type=career-insights&from=a~b~c',
])('goes on to %s of this site', (path) => {
  expect(returnPath(path)).toBe(path);
});

it.each([
  ['another site', 'https://evil.example/'],
  ['a protocol-relative address', '//evil.example/'],
  ['a backslash that browsers read as a slash', '/\\evil.example'],
  ['a backslash further on', '/a\\..\\..//evil.example'],
  ['a tab that browsers drop', '/\t/evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'jobs'],
  ['nothing', undefined],
  ['several', ['/a', '/b']],
  ['the sign-in page itself', '/sign-in?returnTo=/jobs'],
])('goes to the Studio instead of %s', (_name, asked) => {
  expect(returnPath(asked)).toBe('/');
});
