import { expect, test } from 'vitest';
import { stem } from '#platform/text/stem';
import { tokenise } from '#platform/text/tokenise';

test.each([
  ['The burn is under the water', ['burn', 'water']],
  ['First-aid for C++ and Node.js users', ['first-aid', 'first', 'aid', 'c++', 'node.js', 'users']],
  ['Don’t wait 3.5 hours', ['wait', '3.5', 'hours']],
  ['מה עושים עם כוויות', ['מה', 'עושים', 'עם', 'כוויות']],
  ['烧伤处理', ['烧伤', '伤处', '处理']],
  ['', []],
])('%s has the words %o', (text, words) => {
  expect(tokenise(text)).toEqual(words);
});

test.each([
  [['burn', 'burns', 'burning', 'burned'], 'burn'],
  [['injury', 'injuries'], 'injury'],
  [['stop', 'stops', 'stopped', 'stopping'], 'stop'],
  [['branch', 'branches'], 'branch'],
  [['press', 'presses'], 'press'],
])('%o have one stem', (words, expected) => {
  expect(words.map(stem)).toEqual(words.map(() => expected));
});

test.each(['gas', 'virus', 'bus', '3.5s', 'this'])('%s is left alone', (word) => {
  expect(stem(word)).toBe(word);
});
