'use client';

import type { LanguageCode } from '#contracts/guideline-languages';
import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { LanguageName } from '../translations/language-name';
import { Link } from '../ui/link';
import { Score } from './result-parts';

type Output = JobOutput<'translate'>;
type Outcome = NonNullable<Output['languages'][LanguageCode]>;

const shownOf = ({ translated, fromMemory, reused }: Outcome): number =>
  translated + fromMemory + reused;

export function TranslateResult({ output }: { output: Output }) {
  const { translations, time } = useMessages();
  const { result: words } = translations;
  const outcomes = Object.entries(output.languages) as [LanguageCode, Outcome][];
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, [, outcome]) => total + of(outcome), 0);
  const [shown, all] = [sum(shownOf), sum(({ segments }) => segments)];
  const [waiting, doubtful] = [sum((one) => one.needsProvider), sum((one) => one.needsReview)];
  return (
    <>
      {output.dryRun ? (
        <p className="note">{words.dryRun}</p>
      ) : (
        <Score
          value={all === 0 ? 0 : (shown / all) * 100}
          figure={time.count(all === 0 ? 0 : Math.floor((shown / all) * 100))}
          unit="%"
        >
          <p>{words.summary(shown, all)}</p>
          {waiting > 0 && <p>{words.needsProvider(waiting)}</p>}
          {doubtful > 0 && <p>{words.needsReview(doubtful)}</p>}
          {output.engine.kind === 'built-in' && <p>{words.noProvider}</p>}
        </Score>
      )}
      <Outcomes outcomes={outcomes} dryRun={output.dryRun} />
      <p>
        <Link href="/guidelines/translations">{words.open}</Link>
      </p>
    </>
  );
}

interface OutcomesProps {
  outcomes: readonly [LanguageCode, Outcome][];
  dryRun: boolean;
}

/** Figures that add up to all segments, without those that are 0 throughout. */
function Outcomes({ outcomes, dryRun }: OutcomesProps) {
  const { translations, time } = useMessages();
  const { columns, caption, shownOf: fraction } = translations.result;
  const all: readonly (readonly [string, (outcome: Outcome) => number])[] = [
    [columns.pseudo, ({ pseudo }) => pseudo],
    [columns.translated, ({ translated }) => translated],
    [columns.memory, ({ fromMemory }) => fromMemory],
    [columns.reused, ({ reused }) => reused],
    [columns.provider, ({ needsProvider }) => needsProvider],
    [columns.review, ({ needsReview }) => needsReview],
    [columns.batches, ({ batches }) => batches],
  ];
  const figures = all.filter(([, of]) => outcomes.some(([, outcome]) => of(outcome) > 0));
  const shown = dryRun ? [] : [columns.shown];
  return (
    <div className="tablewrap">
      <table className="datatable cards">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.language}</th>
            {[...shown, ...figures.map(([label]) => label)].map((label) => (
              <th scope="col" className="num" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcomes.map(([code, outcome]) => (
            <tr key={code}>
              <td>
                <LanguageName code={code} />
              </td>
              {shown.map((label) => (
                <td className="num" data-l={label} key={label}>
                  <bdi>{fraction(shownOf(outcome), outcome.segments)}</bdi>
                </td>
              ))}
              {figures.map(([label, of]) => (
                <td className="num" data-l={label} key={label}>
                  <bdi className={of(outcome) === 0 ? 'subtle' : undefined}>
                    {time.count(of(outcome))}
                  </bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
