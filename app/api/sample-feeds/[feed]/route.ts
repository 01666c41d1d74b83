import { sampleFeedParamsSchema } from '#contracts/news';
import { AppError } from '#platform/app-error';
import { SAMPLE_FEEDS_PATH } from '#platform/news/news-sources';
import { renderFeed } from '#platform/news/sample/render-feed';
import { sampleFeeds } from '#platform/news/sample/sample-articles';
import { methods, route } from '../../_lib/route';

const isKnown = (headers: Headers, etag: string, lastModified: string): boolean => {
  const tags = headers.get('if-none-match');
  // Where both are sent, the tag counts alone (RFC 9110, 13.2.2).
  if (tags !== null) return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  const since = headers.get('if-modified-since');
  return since !== null && Date.parse(since) >= Date.parse(lastModified);
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/sample-feeds/[feed]',
  {
    GET: route({
      auth: 'none',
      params: sampleFeedParamsSchema,
      handler: ({ platform, params, request }) => {
        const feed = sampleFeeds.find(({ id }) => id === params.feed);
        if (!feed) throw new AppError('not_found', 'There is no such feed.');
        const { body, contentType, etag, lastModified } = renderFeed(feed, {
          now: new Date(),
          webUrl: platform.config.webUrl,
          path: `${SAMPLE_FEEDS_PATH}${feed.id}`,
        });
        const headers = { etag, 'last-modified': lastModified };
        if (isKnown(request.headers, etag, lastModified)) {
          return new Response(null, { status: 304, headers });
        }
        return new Response(body, { headers: { ...headers, 'content-type': contentType } });
      },
    }),
  },
);
