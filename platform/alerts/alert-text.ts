import type { AlertPayload } from '#contracts/alerts';
import { messagesFor } from '#contracts/messages/index';
import { isLocale, type Locale, locales } from '#contracts/messages/locales';
import { typeTitle } from '../jobs/type-title';

/** An alert in words, for people. */
export interface AlertText {
  readonly title: string;
  /** Name and value, as they are shown. */
  readonly facts: readonly (readonly [string, string])[];
  readonly url: string;
  readonly link: string;
  readonly foot: string;
  readonly lang: Locale;
  readonly dir: 'ltr' | 'rtl';
}

const utc = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

export const describeAlert = (payload: AlertPayload, lang: string): AlertText => {
  const locale = isLocale(lang) ? lang : 'en';
  const { sent } = messagesFor(locale).alerts;
  const { job, schedule, digest, url } = payload.data;
  const about = job?.type ?? schedule?.type ?? '';
  const title = typeTitle(about, locale);
  const event = payload.type.replace(/\.digest$/, '');
  const text =
    event === 'test'
      ? sent.test
      : digest
        ? (sent.digests[event as keyof typeof sent.digests]?.(title, digest.count) ?? payload.type)
        : (sent.titles[event as keyof typeof sent.titles]?.(title) ?? payload.type);
  const facts: (readonly [string, string])[] = [
    ...(job?.error ? [[sent.error, `${job.error.code}: ${job.error.message}`] as const] : []),
    ...(job && !digest ? [[sent.attempts, `${job.attempt}/${job.maxAttempts}`] as const] : []),
    ...(schedule ? [[sent.schedule, schedule.name] as const] : []),
    ...(job ? [[digest ? sent.latest : sent.job, job.id] as const] : []),
    [sent.at, utc(payload.timestamp)],
  ];
  const link = event === 'test' ? sent.openAlerts : schedule ? sent.openSchedules : sent.openJob;
  return {
    title: text,
    facts,
    url,
    link,
    foot: sent.foot,
    lang: locale,
    dir: locales[locale].dir,
  };
};

/** Slack's own three: https://api.slack.com/reference/surfaces/formatting#escaping */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Body of an incoming webhook as Slack takes it, and those that follow it. */
export const slackBody = ({ title, facts, url, link }: AlertText): string =>
  JSON.stringify({
    text: [
      `*${escapeSlack(title)}*`,
      ...facts.map(([name, value]) => `${escapeSlack(name)}: ${escapeSlack(value)}`),
      `<${escapeSlack(url)}|${escapeSlack(link)}>`,
    ].join('\n'),
  });

export const escapeHtml = (text: string): string =>
  escapeSlack(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** One line without control characters: what comes from a job may hold anything. */
const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim();

/** @param settingsUrl where the reader can switch it off */
export const mailBody = (
  { title, facts, url, link, foot, lang, dir }: AlertText,
  settingsUrl: string,
): { subject: string; text: string; html: string } => {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#5b6068;vertical-align:top">${escapeHtml(name)}</td>` +
      `<td style="padding:4px 0;word-break:break-word"><bdi>${escapeHtml(value)}</bdi></td></tr>`,
  );
  return {
    subject: oneLine(title).slice(0, 200),
    text: [
      title,
      '',
      ...facts.map(([name, value]) => `${name}: ${value}`),
      '',
      `${link}: ${url}`,
      '',
      `${foot} ${settingsUrl}`,
      '',
    ].join('\n'),
    html:
      `<!doctype html><html lang="${lang}" dir="${dir}"><body style="font:15px/1.5 system-ui,sans-serif;color:#16181d">` +
      `<h1 style="font-size:18px;font-weight:600">${escapeHtml(title)}</h1><table style="border-spacing:0">${rows.join('')}</table>` +
      `<p><a href="${escapeHtml(url)}">${escapeHtml(link)}</a></p>` +
      `<p style="color:#5b6068;font-size:13px"><a href="${escapeHtml(settingsUrl)}" style="color:inherit">${escapeHtml(foot)}</a></p></body></html>`,
  };
};
