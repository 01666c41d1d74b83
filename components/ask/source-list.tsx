'use client';

import type { ArticleLink, AskPassage } from '#contracts/ask';
import { Moment } from '../job-time';
import { useMessages } from '../messages';
import { sourceId } from './answer-text';

interface SourceListProps {
  passages: readonly AskPassage[];
  /** Numbers of those that the answer cites. */
  cited: ReadonlySet<number>;
  /** The one that is pointed at in the answer. */
  hot?: number | null;
}

/** What an answer stands on: article, feed and date, and the words that come closest. */
export function SourceList({ passages, cited, hot = null }: SourceListProps) {
  return (
    <ol className="asksources">
      {passages.map((passage) => (
        <li
          key={passage.n}
          id={sourceId(passage.n)}
          tabIndex={-1}
          data-hot={hot === passage.n ? '' : undefined}
          data-cited={cited.has(passage.n) ? '' : undefined}
        >
          <span className="n" aria-hidden="true">
            {passage.n}
          </span>
          <Source passage={passage} />
        </li>
      ))}
    </ol>
  );
}

const language = ({ language: lang }: AskPassage) => (lang ? { lang } : {});

function Source({ passage }: { passage: AskPassage }) {
  const { ask } = useMessages();
  const words = ask.sources;
  const { piece, similarity, others, sample } = passage;
  const near = similarity === null ? words.byWords : words.similarity(similarity.toFixed(2));
  return (
    <div className="source">
      <ArticleTitle article={passage} lang={passage.language} />
      <p className="sub">
        <bdi>{passage.source}</bdi>
        {' · '}
        {passage.publishedAt ? <Moment at={passage.publishedAt} /> : words.undated}
        {sample && <> · {words.sample}</>}
      </p>
      <blockquote dir="auto" {...language(passage)}>
        {passage.quote}
      </blockquote>
      <p className="sub">
        <bdi>{[words.piece(piece.at, piece.of), near].join(' · ')}</bdi>
      </p>
      {others.length > 0 && <Others others={others} />}
    </div>
  );
}

function ArticleTitle({ article, lang }: { article: ArticleLink; lang?: string | null }) {
  const { ask } = useMessages();
  return (
    <a
      href={article.url}
      target="_blank"
      rel="noreferrer nofollow"
      dir="auto"
      {...(lang ? { lang } : {})}
    >
      {article.title}
      <span className="sr"> ({ask.sources.opens})</span>
    </a>
  );
}

function Others({ others }: { others: readonly ArticleLink[] }) {
  const { ask } = useMessages();
  return (
    <div className="sub others">
      <span>{ask.sources.alsoIn}</span>
      <ul>
        {others.map((other) => (
          <li key={other.articleId}>
            <ArticleTitle article={{ ...other, title: other.source }} />
          </li>
        ))}
      </ul>
    </div>
  );
}
