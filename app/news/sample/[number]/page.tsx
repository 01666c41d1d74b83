import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Moment, ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { SAMPLE_FEEDS_PATH } from '#platform/news/news-sources';
import {
  latestNumber,
  type SampleArticle,
  sampleArticle,
} from '#platform/news/sample/sample-articles';
import { readPreferences } from '../../../_lib/preferences';
import '../../news.css';

interface SamplePageProps {
  params: Promise<{ number: string }>;
}

/** The article of the address; null where there is none yet, or none at all. */
const find = async ({ params }: SamplePageProps): Promise<SampleArticle | null> => {
  const { number } = await params;
  const there = /^[1-9]\d{0,9}$/.test(number) && Number(number) <= latestNumber(new Date());
  return there ? sampleArticle(Number(number)) : null;
};

export async function generateMetadata(props: SamplePageProps): Promise<Metadata> {
  const article = await find(props);
  return article ? { title: article.title, robots: { index: false } } : {};
}

/** An invented article of the bundled feeds, which says of itself that it is one. For anybody, as the feeds are. */
export default async function SamplePage(props: SamplePageProps) {
  const article = await find(props);
  if (!article) notFound();
  const { locale } = await readPreferences();
  const { sample: words } = messagesFor(locale).news;
  const { title, paragraphs, author, feed, publishedAt } = article;
  return (
    <ServerNow serverNow={Date.now()}>
      <article className="samplearticle">
        <p className="samplenotice" role="note">
          {words.notice}
        </p>
        <h1 lang="en" dir="ltr">
          {title}
        </h1>
        <p className="xs muted">
          <bdi lang="en">{words.by(author, feed.title)}</bdi> ·{' '}
          <Moment at={publishedAt.toISOString()} />
        </p>
        <div className="prose" lang="en" dir="ltr">
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        <p className="xs muted">
          {words.retold} <a href={`${SAMPLE_FEEDS_PATH}${feed.id}`}>{words.feed}</a>
        </p>
      </article>
    </ServerNow>
  );
}
