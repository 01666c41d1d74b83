import { expect, test } from 'vitest';
import { fingerprintOf, normaliseMessage } from '#platform/admin/fingerprint';

const group = (message: string, code = 'broke', type = 'train') =>
  fingerprintOf(type, { code, message });

test.each([
  ['Row 12 of 3,400 is not valid', 'Row 7 of 12 is not valid'],
  ['Took 31.5 s, limit 30 s', 'Took 1,204 ms, limit 30 s'],
  ['No user “Ann” in "list a"', 'No user “Bob Miller” in "list b"'],
  ["Column 'name' is missing", "Column 'zip code' is missing"],
  ['The key `abc` is taken', 'The key `x y` is taken'],
  ['GET https://a.example/x?y=1 answered 503', 'GET http://10.0.0.7:8080/feed answered 500'],
  ['Mail to ann@example.org bounced', 'Mail to b.c+d@mail.example.net bounced'],
  ['ENOENT: /var/data/a/b.json', 'ENOENT: ./tmp/c.json'],
  [
    'Job ann~train~01m80x37ppbkej49js3xxcx4hh is gone',
    'Job bob.x~train~01m80xegyf4gg2vmg8m1vcs0kw is gone',
  ],
  ['No row 0d9c7a52-5f4e-4c4e-9d53-0a1b2c3d4e5f', 'No row 11111111-2222-4333-8444-555555555555'],
  ['commit 3f2a9bc04d failed', 'commit 99aa00bb11cc failed'],
  ['3 of 8 batches are missing (1, 2, 5)', '4 of 9 batches are missing (3, 4, 7, 8)'],
  ['at -12.5e-3 degrees', 'at +7 degrees'],
])('“%s” and “%s” are one failure', (one, other) => {
  expect(normaliseMessage(one)).toBe(normaliseMessage(other));
  expect(group(one)).toBe(group(other));
});

test.each([
  ['The provider refused the key', 'The provider refused the model'],
  ['Feed sent more than 5 MiB', 'Feed sent nothing'],
  ["It doesn't work", 'It isn’t there'],
  ['timeout', 'time limit'],
])('“%s” and “%s” are two', (one, other) => {
  expect(group(one)).not.toBe(group(other));
});

test('type and code tell failures apart, and a fingerprint is sixteen digits that never change', () => {
  expect(group('x', 'a')).not.toBe(group('x', 'b'));
  expect(group('x', 'a', 'train')).not.toBe(group('x', 'a', 'translate'));
  // Kept in ledgers: other rules begin other groups.
  expect(group('Row 12 is not valid')).toBe(group('Row 99 is not valid'));
  expect(group('')).toMatch(/^[0-9a-f]{16}$/);
});

test('the words of a message stay, however odd it is', () => {
  expect(normaliseMessage("Don't panic: it's only row 5")).toBe("Don't panic: it's only row …");
  expect(normaliseMessage('  two\n lines \t')).toBe('two lines');
  expect(normaliseMessage('12 34 56')).toBe('…');
  expect(normaliseMessage('שורה 12 אינה תקינה')).toBe('שורה … אינה תקינה');
  expect(normaliseMessage('a'.repeat(1_000))).toHaveLength(200);
  expect(normaliseMessage('')).toBe('');
});
