import { createHash } from 'node:crypto';
import { articlesOf, SAMPLE_NOTICE, type SampleArticle, type SampleFeed } from './sample-articles';

/** A feed as its kind writes it. */
export interface RenderedFeed {
  readonly body: string;
  readonly contentType: string;
  readonly etag: string;
  /** As HTTP writes dates. */
  readonly lastModified: string;
}

const ITEMS = 20;

const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const htmlOf = ({ paragraphs }: SampleArticle): string =>
  paragraphs.map((text) => element('p', text)).join('\n');

interface Shown {
  readonly feed: SampleFeed;
  readonly articles: readonly SampleArticle[];
  /** Address of the web, for people. */
  readonly webUrl: string;
  readonly title: string;
  readonly selfUrl: string;
}

const linkTo = (webUrl: string, { number }: SampleArticle): string =>
  `${webUrl}/news/sample/${number}`;

const asRss = ({ articles, webUrl, title, selfUrl }: Shown): string => {
  const items = articles.map(
    (article) => `<item>
${element('title', article.title)}
${element('link', linkTo(webUrl, article))}
<guid isPermaLink="true">${escapeXml(linkTo(webUrl, article))}</guid>
${element('pubDate', article.publishedAt.toUTCString())}
${element('dc:creator', article.author)}
${element('category', 'Invented sample')}
${element('description', article.paragraphs[0] ?? '')}
${element('content:encoded', htmlOf(article))}
</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
${element('title', title)}
${element('link', `${webUrl}/`)}
<atom:link rel="self" type="application/rss+xml" href="${escapeXml(selfUrl)}"/>
${element('description', SAMPLE_NOTICE)}
${element('language', 'en')}
${items.join('\n')}
</channel>
</rss>
`;
};

const asAtom = ({ articles, webUrl, title, selfUrl }: Shown): string => {
  const entries = articles.map(
    (article) => `<entry>
${element('title', article.title)}
${element('id', linkTo(webUrl, article))}
<link rel="alternate" href="${escapeXml(linkTo(webUrl, article))}"/>
${element('published', article.publishedAt.toISOString())}
${element('updated', article.publishedAt.toISOString())}
<author>${element('name', article.author)}</author>
<category term="Invented sample"/>
<content type="html">${escapeXml(htmlOf(article))}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
${element('title', title)}
${element('subtitle', SAMPLE_NOTICE)}
${element('id', selfUrl)}
<link rel="self" href="${escapeXml(selfUrl)}"/>
<link rel="alternate" href="${escapeXml(`${webUrl}/`)}"/>
${element('updated', (articles[0]?.publishedAt ?? new Date(0)).toISOString())}
${entries.join('\n')}
</feed>
`;
};

const asJson = ({ articles, webUrl, title, selfUrl }: Shown): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: SAMPLE_NOTICE,
    home_page_url: `${webUrl}/`,
    feed_url: selfUrl,
    language: 'en',
    items: articles.map((article) => ({
      id: linkTo(webUrl, article),
      url: linkTo(webUrl, article),
      title: article.title,
      content_html: htmlOf(article),
      date_published: article.publishedAt.toISOString(),
      authors: [{ name: article.author }],
      tags: ['Invented sample'],
    })),
  });

const kinds = {
  rss: { render: asRss, contentType: 'application/rss+xml; charset=utf-8' },
  atom: { render: asAtom, contentType: 'application/atom+xml; charset=utf-8' },
  json: { render: asJson, contentType: 'application/feed+json; charset=utf-8' },
} as const;

/**
 * A bundled feed as it stands at a time: its newest articles. Always the same within a minute.
 *
 * @param webUrl address of the web, for people: where an article's own page is
 */
export const renderFeed = (
  feed: SampleFeed,
  { now, webUrl, path }: { now: Date; webUrl: string; path: string },
): RenderedFeed => {
  const articles = articlesOf(feed, now, ITEMS);
  const { render, contentType } = kinds[feed.kind];
  const title = `${feed.title} (invented samples)`;
  const body = render({ feed, articles, webUrl, title, selfUrl: `${webUrl}${path}` });
  return {
    body,
    contentType,
    etag: `"${createHash('sha1').update(body).digest('base64url')}"`,
    lastModified: (articles[0]?.publishedAt ?? now).toUTCString(),
  };
};
