'use client';

import type { QaPair } from '#contracts/guidelines';
import { useMessages } from '../messages';
import { foreign } from '../ui/field';
import { keepUnits } from './keep-units';

/** Numbers that the answer itself begins its lines with. */
const NUMBERED = /^\d+\. /;

function Answer({ answer }: { answer: string }) {
  const lines = answer.split('\n');
  if (lines.length > 1 && lines.every((line) => NUMBERED.test(line))) {
    return (
      <ol>
        {lines.map((line) => (
          <li key={line}>{keepUnits(line.replace(NUMBERED, ''))}</li>
        ))}
      </ol>
    );
  }
  return lines.map((line) => <p key={line}>{keepUnits(line)}</p>);
}

/** Whether the answer is the very sentences it rests on. */
const isVerbatim = (answer: string, sources: readonly string[]): boolean =>
  answer
    .split('\n')
    .map((line) => line.replace(NUMBERED, ''))
    .join('\n') === sources.join('\n');

/** Questions that open to their answers, each with the sentences it rests on where those say more. */
export function QuestionList({ pairs }: { pairs: readonly QaPair[] }) {
  const { topic: words } = useMessages().guidelines;
  return (
    <ul className="questions">
      {pairs.map(({ kind, question, answer, sources }) => (
        <li key={question}>
          <details>
            <summary>
              <span className="chip">{words.kinds[kind]}</span>
              <span {...foreign('en')}>{keepUnits(question)}</span>
            </summary>
            <div className="answer">
              <div {...foreign('en')}>
                <Answer answer={answer} />
              </div>
              {isVerbatim(answer, sources) ? (
                <p className="xs muted">{words.verbatim}</p>
              ) : (
                <div className="xs muted rests">
                  <span className="medium">{words.from}</span>
                  <ul {...foreign('en')}>
                    {sources.map((sentence) => (
                      <li key={sentence}>{keepUnits(sentence)}</li>
                    ))}
                  </ul>
                </div>
              )}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
