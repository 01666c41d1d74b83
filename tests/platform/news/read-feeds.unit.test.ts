import { expect, test } from 'vitest';
import { decodeFeed } from '#platform/news/decode-feed';
import { defaultTrackingParams } from '#platform/news/feed-settings';
import { htmlToText } from '#platform/news/html-text';
import { isDeeperThan } from '#platform/news/markup-depth';
import { parseFeed } from '#platform/news/parse-feed';
import { articleUrl, createUrlKey } from '#platform/news/url-key';
import { rssOf } from '../../helpers/feed-server';

const base = 'https://feeds.example/rss.xml';
const now = Date.UTC(2026, 10, 22, 12);
const parse = (text: string) => parseFeed(text, base, now);
const itemOf = (inner: string, head = '') =>
  parse(
    `<?xml version="1.0"?>${head}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><link>https://e.example</link><description>d</description><item>${inner}</item></channel></rss>`,
  );

test('RSS, Atom, RDF and JSON Feed give the same item', () => {
  const rss = itemOf(
    '<title>One &amp; two</title><link>https://e.example/1</link><pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate><dc:creator>Ann</dc:creator><description>Short</description><content:encoded><![CDATA[<p>Long <b>text</b></p><p>here</p>]]></content:encoded>',
  );
  const atom = parse(
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>i</id><updated>2026-11-22T10:00:00Z</updated><entry><title type="html">One &amp;amp; two</title><id>1</id><author><name>Ann</name></author><link rel="self" href="https://e.example/self"/><link href="https://e.example/1"/><published>2026-11-22T10:00:00Z</published><updated>2026-11-22T11:00:00Z</updated><summary>Short</summary><content type="html">&lt;p&gt;Long &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;&lt;p&gt;here&lt;/p&gt;</content></entry></feed>',
  );
  const rdf = parse(
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://e.example"><title>T</title><link>https://e.example</link><description>d</description></channel><item rdf:about="https://e.example/1"><title>One &amp; two</title><link>https://e.example/1</link><dc:creator>Ann</dc:creator><dc:date>2026-11-22T10:00:00Z</dc:date><description>&lt;p&gt;Long text&lt;/p&gt;&lt;p&gt;here&lt;/p&gt;</description></item></rdf:RDF>',
  );
  const json = parse(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [
        {
          id: '1',
          url: 'https://e.example/1',
          title: 'One & two',
          content_html: '<p>Long text</p><p>here</p>',
          date_published: '2026-11-22T10:00:00Z',
          authors: [{ name: 'Ann' }],
        },
      ],
    }),
  );
  for (const { items, title, repaired } of [rss, atom, rdf, json]) {
    expect([title, repaired]).toEqual(['T', false]);
    expect(items).toEqual([
      {
        url: 'https://e.example/1',
        title: 'One & two',
        author: 'Ann',
        publishedAt: '2026-11-22T10:00:00.000Z',
        text: 'Long text\n\nhere',
      },
    ]);
  }
});

test.each([
  [
    'a byte order mark and control characters',
    `\ufeff\n ${rssOf([{ title: 'A\u0001b\u0008', text: 'x' }])}`,
    'Ab',
  ],
  ['an ampersand that is none', rssOf([{ title: 'AT&T & Co', text: 'x' }]), 'AT&T & Co'],
  [
    'a document type',
    rssOf(
      [{ title: 'A', text: 'x' }],
      '<!DOCTYPE rss PUBLIC "-//x//y" "http://e.example/rss.dtd">',
    ),
    'A',
  ],
  [
    'entities of its own',
    rssOf([{ title: '&b;', text: 'x' }], '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'),
    '&b;',
  ],
  [
    'an entity that names a file',
    rssOf([{ title: '&f;', text: 'x' }], '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    '&f;',
  ],
])('a feed with %s is read', (_, text, title) => {
  expect(parse(text).items[0]?.title).toBe(title);
});

test('a feed that was cut off gives what was whole of it', () => {
  const text = rssOf([
    { title: 'One', text: 'x' },
    { title: 'Two', text: 'y' },
  ]);
  const cut = parse(text.slice(0, text.indexOf('Two') + 2));
  expect(cut).toMatchObject({ repaired: true, items: [{ title: 'One' }] });
});

test.each([
  ['a web page', '<!doctype html><html><body><p>Enable cookies</body></html>'],
  ['nothing', ''],
  ['a document type without end', '<!DOCTYPE ['.repeat(1_000)],
  ['what nests without end', `<rss><channel>${'<item>'.repeat(100_000)}`],
  ['JSON of something else', '{"items":[[[[]]]]}'],
  [
    'what names prototypes',
    rssOf([{ title: 'A', text: '</description><constructor><x>1</x></constructor><description>' }]),
  ],
])('%s is no feed', (_, text) => {
  expect(() => parse(text)).toThrow(/^This (is neither|nests)/);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});

test('only http and https may be followed, without credentials; a permalink stands for a link', () => {
  const links = [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://u:p@e.example/',
    'ftp://e.example/',
  ];
  const traps = parse(rssOf(links.map((link, n) => ({ title: `T${n}`, text: 'x', link }))));
  expect(traps).toMatchObject({ items: [], skipped: 4 });
  expect(articleUrl('/a?b=1', base)).toBe('https://feeds.example/a?b=1');
  const guid = itemOf('<title>G</title><guid>https://e.example/g</guid>');
  expect(guid.items[0]?.url).toBe('https://e.example/g');
  expect(
    itemOf('<title>G</title><guid isPermaLink="false">https://e.example/g</guid>').items,
  ).toEqual([]);
});

test.each([
  ['Sun, 22 Nov 2026 10:00:00 GMT', '2026-11-22T10:00:00.000Z'],
  ['Sun, 22 Nov 2026 15:00:00 GMT', '2026-11-22T12:00:00.000Z'],
  ['Sun, 22 Nov 2099 15:00:00 GMT', null],
  ['yesterday-ish', null],
  ['Thu, 01 Jan 1970 00:00:00 GMT', null],
])('the date %s is %s', (date, expected) => {
  const [item] = itemOf(`<title>D</title><link>/d</link><pubDate>${date}</pubDate>`).items;
  expect(item?.publishedAt).toBe(expected);
});

test('bytes become text by mark, header, declaration, as UTF-8, else as windows-1252', () => {
  const bytes = (...list: number[]) => Uint8Array.from(list);
  const declared = Buffer.from('<?xml version="1.0" encoding="windows-1251"?>\u00c6', 'latin1');
  expect(decodeFeed(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'text/xml; charset=latin1')).toBe('é');
  expect(decodeFeed(bytes(0xff, 0xfe, 0x41, 0x00), null)).toBe('A');
  expect(decodeFeed(bytes(0x93, 0xfa, 0x96, 0x7b), 'text/xml; charset="shift_jis"')).toBe('日本');
  expect(decodeFeed(declared, 'text/xml')).toMatch(/Ж$/);
  // A header that is wrong is not believed, one that names nothing known neither.
  expect(decodeFeed(bytes(0x63, 0xe9), 'text/xml; charset=utf-8')).toBe('cé');
  expect(decodeFeed(bytes(0xc3, 0xa9), 'text/xml; charset=utf-7')).toBe('é');
});

test('markup becomes text; what is hidden in it goes, and depth does no harm', () => {
  const html =
    '<h2>Head</h2><p>Hi <a href="https://e.example">you</a><script>alert(1)</script><img alt="x"></p><ul><li>one</li></ul>2 < 3 \u202eabc\u200b';
  expect(htmlToText(html)).toBe('Head\n\nHi you\n\n* one\n\n2 < 3 abc');
  expect(htmlToText('no markup\tat all')).toBe('no markup at all');
  expect(htmlToText(`${'<div>'.repeat(20_000)}deep`)).toBe('deep');
  expect(isDeeperThan('<a><b/><!-- <c> --><![CDATA[<d>]]><e></e></a>', 2)).toBe(false);
  expect(isDeeperThan('<a><b><c>', 2)).toBe(true);
});

test('two spellings of an address have one key, two addresses have two', () => {
  const key = createUrlKey(defaultTrackingParams);
  const same = [
    'http://www.Example.com/A/b/?utm_source=rss&b=2&a=1#top',
    'https://example.com/A/b?a=1&b=2&fbclid=x',
    'https://example.com:443/A/b?b=2&a=1&UTM_campaign=y',
  ];
  expect(new Set(same.map(key))).toEqual(new Set(['https://example.com/A/b?a=1&b=2']));
  expect(key('https://example.com/a')).not.toBe(key('https://example.com/A'));
  expect(key('https://example.com/?id=1')).not.toBe(key('https://example.com/?id=2'));
  expect(key('https://example.com/?refund=1')).toContain('refund');
  expect(createUrlKey(['id'])('https://example.com/?id=1&ref=2')).toBe(
    'https://example.com/?ref=2',
  );
});
