'use client';

import type { LanguageCode } from '#contracts/guideline-languages';
import type { TranslatedSegment } from '#contracts/guideline-translations';
import type { Guideline, Knowledge } from '#contracts/guidelines';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { EngineNote } from '../results/result-parts';
import { TopicText } from '../translations/topic-text';
import { Empty } from '../ui/empty';
import { foreign } from '../ui/field';
import { Link } from '../ui/link';
import { Panel } from '../ui/panel';
import { keepUnits } from './keep-units';
import { QuestionList } from './question-list';
import { TopicStateMark } from './topic-list';

interface GuidelinePageProps {
  guideline: Guideline;
  /** Address of the list it is one of. */
  listHref: string;
  /** The language its text is read in; null = English. */
  language: LanguageCode | null;
  /** Its text in that language, as far as it is translated. */
  segments: readonly TranslatedSegment[];
}

/** A topic's text, in the chosen language, beside what has been learnt of its English. */
export function GuidelinePage({ guideline, listHref, language, segments }: GuidelinePageProps) {
  const { guidelines: words } = useMessages();
  const { title, category, curriculum, knowledge, state, learnedAt } = guideline;
  return (
    <>
      <nav className="crumb" aria-label={words.title}>
        <Link href={listHref}>{words.title}</Link>
        <span aria-hidden="true">/</span>
        <span {...foreign('en')}>{category.title}</span>
      </nav>
      <div className="pagehead">
        <h1 {...foreign('en')}>{title}</h1>
        <span className="cluster xs muted">
          <TopicStateMark state={state} />
          {learnedAt !== null && <Age at={learnedAt} />}
        </span>
        {curriculum.sample && <p className="xs">{words.sample}</p>}
      </div>
      <div className="guideline">
        <div className="stack">
          <TopicText language={language} segments={segments} />
          <Sources guideline={guideline} />
        </div>
        {knowledge === null ? (
          <Panel title={words.topic.questions}>
            <Empty title={words.topic.notLearned}>{words.topic.notLearnedText}</Empty>
          </Panel>
        ) : (
          <Learnt knowledge={knowledge} outdated={state === 'changed'} />
        )}
      </div>
    </>
  );
}

interface LearntProps {
  knowledge: Knowledge;
  /** Whether it was learnt from an earlier text. */
  outdated: boolean;
}

function Learnt({ knowledge, outdated }: LearntProps) {
  const { topic: words } = useMessages().guidelines;
  const { summary, facts, qa, engine, embedding } = knowledge;
  return (
    <div className="stack">
      {outdated && <p className="note">{words.outdated}</p>}
      <Panel title={words.summary}>
        <p className="prose" {...foreign('en')}>
          {keepUnits(summary)}
        </p>
      </Panel>
      <Panel title={words.facts} aside={<bdi>{facts.length}</bdi>}>
        <ul className="keyfacts" {...foreign('en')}>
          {facts.map(({ text, source }) => (
            <li key={text}>
              {keepUnits(text)}
              {source !== text && <span className="xs muted">{keepUnits(source)}</span>}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={words.questions} aside={<bdi>{qa.length}</bdi>} flush>
        <QuestionList pairs={qa} />
      </Panel>
      <div className="madeby">
        <EngineNote engine={engine} />
        {embedding && (
          <p className="xs muted">
            <bdi>{words.embedding(embedding.model, embedding.dims)}</bdi>
          </p>
        )}
      </div>
    </div>
  );
}

function Sources({ guideline: { sources, basis } }: { guideline: Guideline }) {
  const { topic: words } = useMessages().guidelines;
  return (
    <Panel title={words.sources} className="topicsources">
      <ul className="sources" {...foreign('en')}>
        {sources.map(({ publisher, title, year }) => (
          <li key={title}>
            {title}
            <span className="xs muted">
              {publisher}, {year}
            </span>
          </li>
        ))}
      </ul>
      <p className="xs muted basis" {...foreign('en')}>
        {basis}
      </p>
    </Panel>
  );
}
