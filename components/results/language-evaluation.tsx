'use client';

import { languageCodes } from '#contracts/guideline-languages';
import type { JobOutput } from '#contracts/jobs/index';
import type { ContentLanguage } from '#contracts/languages';
import { LanguageList, useContentLanguageName } from '../languages/content-language-name';
import { useMessages } from '../messages';
import { Link } from '../ui/link';
import { ResultSection, ShortList } from './result-parts';

type Output = JobOutput<'language-evaluation'>;
const FIRST_COUNTS = 12;

export function LanguageEvaluationResult({ output }: { output: Output }) {
  const { languages } = useMessages();
  const { result: words, history } = languages;
  const { promotedLanguages, demotedLanguages, undecided } = output;
  const changed = promotedLanguages.length + demotedLanguages.length > 0;
  return (
    <>
      <p className="note">
        {words.judged(output.totalLanguages, output.totalUses, output.window.days)}
      </p>
      <ResultSection title={words.frequent}>
        <LanguageList codes={output.frequentLanguages} />
      </ResultSection>
      {promotedLanguages.length > 0 && (
        <ResultSection title={words.promoted}>
          <LanguageList codes={promotedLanguages} />
        </ResultSection>
      )}
      {demotedLanguages.length > 0 && (
        <ResultSection title={words.demoted}>
          <LanguageList codes={demotedLanguages} />
        </ResultSection>
      )}
      {!changed && <p>{undecided === null ? history.unchanged : history.undecided[undecided]}</p>}
      <Counts counts={output.counts} />
      <Cleanup cleanup={output.cleanup} />
      <p>
        <Link href="/languages">{words.open}</Link>
      </p>
    </>
  );
}

function Counts({ counts }: { counts: Output['counts'] }) {
  const { languages, time } = useMessages();
  const { result: words } = languages;
  const nameOf = useContentLanguageName();
  const known: ReadonlySet<string> = new Set(['en', ...languageCodes]);
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
  return (
    <ResultSection title={words.used}>
      {rows.length === 0 ? (
        <p className="muted">{words.nobody}</p>
      ) : (
        <ShortList items={rows} first={FIRST_COUNTS}>
          {(items) => (
            <ul className="cluster chips">
              {items.map(([code, count]) => (
                <li className="chip" key={code}>
                  {known.has(code) ? nameOf(code as ContentLanguage) : code}{' '}
                  <bdi className="muted">{time.count(count)}</bdi>
                </li>
              ))}
            </ul>
          )}
        </ShortList>
      )}
    </ResultSection>
  );
}

function Cleanup({ cleanup }: { cleanup: Output['cleanup'] }) {
  const { result: words } = useMessages().languages;
  const { jobId, status, totalCleanedLessons } = cleanup;
  return (
    <ResultSection title={words.cleanup}>
      <p>
        <Link href={`/jobs/${encodeURIComponent(jobId)}`}>
          {status === 'completed' ? words.cleaned(totalCleanedLessons) : words.unfinished}
        </Link>
      </p>
    </ResultSection>
  );
}
