'use client';

import { type AnswerPiece, splitAnswer } from '#contracts/ask-answer';
import { useMessages } from '../messages';

/** The id of a source on the page, for the citations that point at it. */
export const sourceId = (n: number): string => `src-${n}`;

interface AnswerTextProps {
  /** With `[n]` behind what source n says. */
  text: string;
  /** Sources there are; a citation of another is left out. */
  sources: number;
  /** True while more of it comes. */
  live?: boolean;
  /** Told which source is pointed at; null: none any more. */
  onPoint?: (n: number | null) => void;
}

/** An answer in paragraphs, each citation a link to its source. */
export function AnswerText({ text, sources, live = false, onPoint }: AnswerTextProps) {
  const paragraphs = splitAnswer(text);
  const last = paragraphs.length - 1;
  return (
    <div className="askanswer">
      {paragraphs.map((pieces, at) => (
        // Paragraphs are only ever added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: their place is all that tells them apart
        <p key={at} dir="auto">
          {pieces.map((piece, index) => (
            <Piece
              // biome-ignore lint/suspicious/noArrayIndexKey: likewise
              key={index}
              piece={piece}
              sources={sources}
              onPoint={onPoint}
            />
          ))}
          {live && at === last && <span className="caret" aria-hidden="true" />}
        </p>
      ))}
    </div>
  );
}

interface PieceProps extends Pick<AnswerTextProps, 'sources' | 'onPoint'> {
  piece: AnswerPiece;
}

/** A citation never stands alone at the beginning of a line: the last word goes with it. */
function Piece({ piece: { text, cites }, sources, onPoint }: PieceProps) {
  const known = cites.filter((n) => n >= 1 && n <= sources);
  if (known.length === 0) return text;
  const cut = text.trimEnd().lastIndexOf(' ') + 1;
  return (
    <>
      {text.slice(0, cut)}
      <span className="nw">
        {text.slice(cut).trimEnd()}{' '}
        {known.map((n) => (
          <Citation key={n} n={n} onPoint={onPoint} />
        ))}
      </span>{' '}
    </>
  );
}

function Citation({ n, onPoint }: { n: number; onPoint: AnswerTextProps['onPoint'] }) {
  const { ask } = useMessages();
  return (
    <a
      className="cite"
      href={`#${sourceId(n)}`}
      aria-label={ask.sources.cite(n)}
      onPointerEnter={() => onPoint?.(n)}
      onPointerLeave={() => onPoint?.(null)}
      onFocus={() => onPoint?.(n)}
      onBlur={() => onPoint?.(null)}
    >
      <span>{n}</span>
    </a>
  );
}
