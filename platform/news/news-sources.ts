import samples from '#content/news/feeds.json' with { type: 'json' };
import type { Config } from '../config';

/** A feed to be read. */
export interface FeedSource {
  readonly id: string;
  readonly url: string;
  /** Null: as the feed calls itself. */
  readonly title: string | null;
  /** Whether the web of this installation serves it, with invented articles. */
  readonly sample: boolean;
}

/** Path of the bundled feeds on the web. */
export const SAMPLE_FEEDS_PATH = '/api/sample-feeds/';

/** The configured feeds; where there are none, the bundled samples. */
export const newsSourcesOf = ({ feeds, webInternalUrl }: Config['news']): readonly FeedSource[] =>
  feeds.length > 0
    ? feeds.map((feed) => ({ ...feed, sample: false }))
    : samples.feeds.map(({ id, title }) => ({
        id: `sample-${id}`,
        url: `${webInternalUrl}${SAMPLE_FEEDS_PATH}${id}`,
        title,
        sample: true,
      }));
