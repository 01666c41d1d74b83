/** Longest question, in characters. */
export const MAX_QUESTION_LENGTH = 500;

/** Controls, and signs that nobody sees or that turn the text around; those that join letters stay. */
const unseen = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** A question on one line, without what cannot be read. */
export const cleanQuestion = (text: string): string =>
  text.normalize('NFC').replace(unseen, ' ').replace(/\s+/g, ' ').trim();
