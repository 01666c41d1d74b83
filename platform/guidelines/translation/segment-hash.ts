import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Tells whether the English of a segment is what it was when it was translated. */
export const segmentHash = (english: string): string => sha256(english.normalize('NFC'));

/**
 * The same for texts that differ only in what no translation depends on: letter case, spaces, and the
 * shape of quotation marks, apostrophes and dashes.
 */
export const normalHash = (english: string): string =>
  sha256(
    english
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’ʼ`´]/g, "'")
      .replace(/[“”„«»]/g, '"')
      .replace(/[‐‑‒–—―]/g, '-')
      .replace(/\s+/g, ' ')
      .trim(),
  );
