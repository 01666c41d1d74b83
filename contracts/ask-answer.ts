import type { AskFrame, AskPassage } from './ask';
import type { Engine } from './job';

/** What can be asked about. */
export interface NewsStock {
  readonly articles: number;
  /** Feeds with at least one stored article. */
  readonly sources: number;
  /** When the newest article was stored, ISO 8601; null where there is none. */
  readonly newestAt: string | null;
}

/** A question somebody asked. */
export interface AskedQuestion {
  readonly jobId: string;
  readonly question: string;
}

/** A frame from the text of a chunk, as the worker wrote it; null where it is none. */
export const readAskFrame = (text: string): AskFrame | null => {
  try {
    const frame = JSON.parse(text) as AskFrame | null;
    return frame?.kind === 'sources' || frame?.kind === 'text' ? frame : null;
  } catch {
    return null;
  }
};

/** An answer as far as it has come. */
export interface LiveAnswer {
  readonly text: string;
  readonly passages: readonly AskPassage[];
  /** Null until the sources are there. */
  readonly engine: Engine | null;
  readonly searchMs: number | null;
}

/** Puts the chunks of a job together; a new attempt begins anew. */
export const toLiveAnswer = (chunks: readonly { readonly text: string }[]): LiveAnswer => {
  let answer: LiveAnswer = { text: '', passages: [], engine: null, searchMs: null };
  for (const chunk of chunks) {
    const frame = readAskFrame(chunk.text);
    if (frame?.kind === 'text') answer = { ...answer, text: answer.text + frame.text };
    else if (frame) {
      const { passages, engine, searchMs } = frame;
      answer = { text: '', passages, engine, searchMs };
    }
  }
  return answer;
};

/** A stretch of an answer, and the passages that say it. */
export interface AnswerPiece {
  readonly text: string;
  /** Numbers of the passages; empty where none is named. */
  readonly cites: readonly number[];
}

/** Paragraphs of an answer, each cut at its citations. */
export const splitAnswer = (answer: string): AnswerPiece[][] =>
  answer
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const pieces: AnswerPiece[] = [];
      let from = 0;
      for (const match of paragraph.matchAll(/(?:\s*\[\d{1,3}\])+/g)) {
        const cites = [...match[0].matchAll(/\d+/g)].map(([digits]) => Number(digits));
        pieces.push({ text: paragraph.slice(from, match.index), cites });
        from = match.index + match[0].length;
      }
      if (from < paragraph.length) pieces.push({ text: paragraph.slice(from), cites: [] });
      return pieces;
    });
