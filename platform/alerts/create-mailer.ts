import { createTransport } from 'nodemailer';
import type { DeliveryResult } from './delivery-result';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of the message, so that one that comes twice is one in the reader's list. */
  readonly id: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends mail through the installation's server. */
export interface Mailer {
  /** Never throws. */
  send(mail: Mail): Promise<DeliveryResult>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Longest silence within a conversation. */
const SILENCE_MS = 20_000;

/**
 * `smtps:` is TLS from the start. `smtp:` becomes TLS by STARTTLS where the server offers it, and has to where there is
 * a password, so that none goes out in the clear.
 */
const optionsOf = (text: string) => {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : user ? 587 : 25),
    secure,
    requireTLS: !secure && user !== '',
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    // A message says what it says: nothing is fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
};

const judge = (thrown: unknown): DeliveryResult => {
  const { responseCode, code } = thrown as { responseCode?: number; code?: string };
  const status = responseCode ?? null;
  // A wrong password, or no encryption, is mended in the configuration, not by giving the message up.
  if (code === 'EAUTH') return { kind: 'again', code: 'smtp_sign_in', status };
  if (code === 'ETLS') return { kind: 'again', code: 'smtp_tls', status };
  if (status !== null) {
    return { kind: status >= 500 ? 'refused' : 'again', code: `smtp_${status}`, status };
  }
  if (code === 'EENVELOPE') return { kind: 'refused', code: 'invalid_address', status };
  return { kind: 'again', code: code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', status };
};

/** @param settings address of the server with its credentials, and the sender */
export const createMailer = ({ url, from }: { url: string; from: string }): Mailer => {
  const transport = createTransport(optionsOf(url));
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'jobwire.invalid';
  return {
    send: async ({ to, subject, text, html, id, headers = {} }) => {
      try {
        await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        });
        return { kind: 'delivered', status: 250 };
      } catch (error) {
        return judge(error);
      }
    },
    close: () => transport.close(),
  };
};
