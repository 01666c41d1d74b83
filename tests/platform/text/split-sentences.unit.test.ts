import { expect, test } from 'vitest';
import { splitSentences } from '#platform/text/split-sentences';

test.each([
  ['a plain text', 'Cool the burn. Do not use ice! Is it deep?', 3],
  ['a unit before a capital', 'Body heat rises above 35 °C. Early signs are cramps.', 2],
  ['a title', 'Mr. Smith called Dr. Jones. She came at once.', 2],
  ['initials', 'The report by J. P. Morgan was late. Nobody minded.', 2],
  ['initials of a state', 'It was made in the U.S. Army hospital. It works.', 2],
  ['a state at the end', 'It was made in the U.S. The price is low.', 2],
  ['a letter at the end', 'Take vitamin C. The dose is small.', 2],
  ['an address', 'See example.com for more. It is free.', 2],
  ['a version', 'Release v25.1 is out. It mends two faults.', 2],
  ['a decimal figure', 'Give 2.5 ml. Repeat after 10.5 minutes.', 2],
  ['an example', 'Use a cold pack, e.g. Frozen peas in a cloth. Wait.', 2],
  ['a numbered thing', 'See Fig. 3 and No. 5. Then go on.', 2],
  ['a date', 'It began on Jan. 5. Nobody saw it.', 2],
  ['a month at the end', 'It ended in Dec. Everybody went home.', 2],
  ['a quotation', 'He said: “Go home.” She stayed.', 2],
  ['an ellipsis', 'Wait... Then press. Stop.', 3],
])('%s', (_, text, count) => {
  const sentences = splitSentences(text);
  expect(sentences).toHaveLength(count);
  expect(sentences.join(' ')).toBe(text);
});

test('a line break always ends a sentence', () => {
  expect(splitSentences('Signs of shock\r\n\n- pale skin\n- fast pulse')).toEqual([
    'Signs of shock',
    '- pale skin',
    '- fast pulse',
  ]);
});

test('other scripts are split by their own signs', () => {
  expect(splitSentences('烧伤要冷却。不要用冰。', 'zh')).toHaveLength(2);
  expect(splitSentences('צננו את הכווייה. אל תשתמשו בקרח.', 'he')).toHaveLength(2);
  expect(splitSentences('ما هذا؟ اتصل بالإسعاف.', 'ar')).toHaveLength(2);
});

test('nothing has no sentences, and a long line is no trouble', () => {
  expect(splitSentences(' \n ')).toEqual([]);
  expect(splitSentences('word '.repeat(50_000))).toHaveLength(1);
  expect(splitSentences('A. '.repeat(20_000)).length).toBeGreaterThan(0);
});
