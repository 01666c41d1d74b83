import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { CONFIRM_CODE_LENGTH } from '#contracts/alerts';
import { messagesFor } from '#contracts/messages/index';
import { isLocale, locales } from '#contracts/messages/locales';
import { AppError } from '../app-error';
import { inTransaction } from '../store/in-transaction';
import { escapeHtml } from './alert-text';
import type { Mailer } from './create-mailer';
import type { EndpointRow } from './endpoint-row';
import { noteChange } from './note-change';

const GOOD_FOR_MINUTES = 15;
const MAX_TRIES = 5;
/** Codes mailed for one person: whoever has signed up with somebody else's address must not fill their box. */
const MAX_CODES_A_DAY = 5;
const PAUSE_SECONDS = 60;

const digest = (endpointId: string, code: string): string =>
  createHash('sha256').update(`${endpointId} ${code}`).digest('base64url');

const wrong = (message: string): AppError =>
  new AppError('invalid_input', message, { errors: [{ path: 'code', code: 'wrong', message }] });

const assertPace = async (pool: Pool, actor: string): Promise<void> => {
  const { rows } = await pool.query<{ sent: number; waits: number | null }>(
    `select count(*)::int as sent, ceil(extract(epoch from max(at) + $2 * interval '1 second' - now()))::int as waits
     from alert_changes where actor = $1 and action = 'code' and at > now() - interval '1 day'`,
    [actor, PAUSE_SECONDS],
  );
  const { sent = 0, waits = null } = rows[0] ?? {};
  if (sent >= MAX_CODES_A_DAY) {
    throw new AppError('rate_limited', `At most ${MAX_CODES_A_DAY} codes a day.`, {
      retryAfterSeconds: 3_600,
    });
  }
  if (waits !== null && waits > 0) {
    throw new AppError('rate_limited', `Wait ${waits} s for another code.`, {
      retryAfterSeconds: waits,
    });
  }
};

/**
 * Mails a code to the address of an endpoint that is not confirmed; the one before it is worth nothing from then on.
 *
 * @throws AppError rate_limited, dependency_unavailable
 */
export const mailCode = async (
  pool: Pool,
  mailer: Mailer,
  endpoint: EndpointRow,
  actor: string,
): Promise<void> => {
  await assertPace(pool, actor);
  const code = String(randomInt(10 ** CONFIRM_CODE_LENGTH)).padStart(CONFIRM_CODE_LENGTH, '0');
  // Noted first: a code that a crash keeps from being sent counts all the same.
  await noteChange(pool, endpoint, actor, 'code');
  await pool.query(
    `update alert_endpoints set code_hash = $2, code_until = now() + $3 * interval '1 minute', code_tries = 0 where id = $1`,
    [endpoint.id, digest(endpoint.id, code), GOOD_FOR_MINUTES],
  );
  const locale = isLocale(endpoint.lang) ? endpoint.lang : 'en';
  const words = messagesFor(locale).alerts.sent.code;
  const lines = [words.text, words.ignore];
  const sent = await mailer.send({
    to: [endpoint.address ?? ''],
    id: `code-${endpoint.id}-${Date.now()}`,
    subject: words.subject(code),
    text: `${code}\n\n${lines.join('\n\n')}\n`,
    html:
      `<!doctype html><html lang="${locale}" dir="${locales[locale].dir}"><body style="font:15px/1.5 system-ui,sans-serif">` +
      `<p style="font-size:24px;letter-spacing:2px"><bdi>${code}</bdi></p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</body></html>`,
  });
  if (sent.kind === 'delivered') return;
  throw new AppError('dependency_unavailable', 'The mail server did not take the code.', {
    retryAfterSeconds: PAUSE_SECONDS,
  });
};

/**
 * Confirms that whoever owns an endpoint reads its address.
 *
 * @throws AppError invalid_input, with `code` as the field
 */
export const confirmAddress = async (
  pool: Pool,
  endpoint: EndpointRow,
  code: string,
): Promise<void> => {
  // The guess is counted before it is looked at, and whatever comes of it.
  const { rows } = await pool.query<{ code_hash: string }>(
    `update alert_endpoints set code_tries = code_tries + 1
     where id = $1 and state = 'unconfirmed' and code_until > now() and code_tries < $2 returning code_hash`,
    [endpoint.id, MAX_TRIES],
  );
  const known = rows[0]?.code_hash;
  if (!known) throw wrong('The code is too old, or was mistyped too often. Ask for a new one.');
  if (!timingSafeEqual(Buffer.from(known), Buffer.from(digest(endpoint.id, code)))) {
    throw wrong('This is not the code.');
  }
  await inTransaction(pool, async (client) => {
    await client.query('update "user" set email_verified = true where id = $1 and email = $2', [
      endpoint.owner,
      endpoint.address,
    ]);
    await client.query(
      `update alert_endpoints set state = 'active', active_since = now(), code_hash = null, code_until = null,
         version = version + 1 where id = $1`,
      [endpoint.id],
    );
    await noteChange(client, endpoint, endpoint.owner, 'confirm');
  });
};
