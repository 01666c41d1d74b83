/** The zeros of the digits that our languages use besides ours; the other nine follow each. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];
const otherDigit = new RegExp(
  `[${ZEROS.map((zero) => `${String.fromCodePoint(zero)}-${String.fromCodePoint(zero + 9)}`).join('')}]`,
  'g',
);

/** Digits as their values: `٣`, `۳`, `३`, `৩` and `３` are all 3. */
export const toAsciiDigits = (text: string): string =>
  text.replace(otherDigit, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.findLast((one) => one <= code) ?? code;
    return String(code - zero);
  });

const SPACE_GROUP = '[ \\u00a0\\u2009\\u202f]';
const SEPARATED = "\\d+(?:[.,٫٬’']\\d+)*";
const withSpaces = new RegExp(
  `\\d{1,3}(?:${SPACE_GROUP}\\d{3})+(?!\\d)(?:[.,٫]\\d+)?|${SEPARATED}`,
  'g',
);
const withoutSpaces = new RegExp(SEPARATED, 'g');

const plain = (whole: string, fraction = ''): string => {
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  return rest ? `${digits}.${rest}` : digits;
};

/** What a number may mean: `1,500` is 1500 in one language and 1.5 in another. */
const readings = (token: string): string[] => {
  const marks = token.match(/\D/g) ?? [];
  const last = token.search(/\D\d+$/);
  if (last < 0) return [plain(token)];
  const asDecimal = plain(token.slice(0, last), token.slice(last + 1));
  const grouped = /^\d{1,3}(?:\D\d{3})+$/.test(token) && new Set(marks).size === 1;
  const decimal =
    /[.,٫]/.test(marks.at(-1) ?? '') && (marks.length === 1 || marks.at(-1) !== marks[0]);
  const found = [...(grouped ? [plain(token)] : []), ...(decimal ? [asDecimal] : [])];
  // Neither: a version, a date, a list without spaces. It stands for itself.
  return found.length > 0 ? found : [token];
};

/** The one meaning of a number in English: commas group, the point is decimal. */
const englishValue = (token: string): string => {
  const bare = token.replaceAll(',', '');
  const parts = bare.split('.');
  return parts.length <= 2 && /^[\d.]+$/.test(bare) ? plain(parts[0] ?? '', parts[1]) : token;
};

/** Figures that English may write as a word and others as a digit. */
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  once: '1',
  twice: '2',
  both: '2',
  first: '1',
  second: '2',
  third: '3',
};

interface Compared {
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

const match = (
  english: readonly string[],
  tokens: readonly string[],
  words: string[],
): Compared => {
  const left = [...english];
  const spare = [...words];
  const added: string[] = [];
  for (const token of tokens) {
    const possible = readings(token);
    const at = left.findIndex((value) => possible.includes(value));
    if (at >= 0) {
      left.splice(at, 1);
      continue;
    }
    const word = spare.findIndex((value) => possible.includes(value));
    if (word >= 0) spare.splice(word, 1);
    else added.push(token);
  }
  return { missing: left, added };
};

/**
 * Holds the numbers of a translation against those of the English: each of them once, in whatever digits,
 * and none besides, save those that the English has as words.
 */
export const compareNumbers = (english: string, translation: string): Compared => {
  const values = (toAsciiDigits(english).match(withoutSpaces) ?? []).map(englishValue);
  const words = (english.toLowerCase().match(/[a-z]+/g) ?? []).flatMap((word) =>
    Object.hasOwn(NUMBER_WORDS, word) ? [NUMBER_WORDS[word] ?? ''] : [],
  );
  const text = toAsciiDigits(translation);
  const grouped = match(values, text.match(withSpaces) ?? [], words);
  if (grouped.missing.length + grouped.added.length === 0) return grouped;
  // A space may stand between two numbers as well as inside one.
  return match(values, text.match(withoutSpaces) ?? [], words);
};
