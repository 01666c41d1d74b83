import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it was sent, headers and all. */
  readonly raw: string;
}

/** A mail server on this machine that takes what it is sent, or refuses the next recipient with a queued status. */
export interface SmtpInbox {
  readonly url: string;
  readonly received: ReceivedMail[];
  readonly refusals: number[];
  /** Passwords it was told, in the clear: it does not encrypt. */
  readonly passwords: string[];
  stop(): Promise<void>;
}

export const startSmtpInbox = async (): Promise<SmtpInbox> => {
  const received: ReceivedMail[] = [];
  const refusals: number[] = [];
  const passwords: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      passwords.push(password ?? '');
      done(null, { user: username });
    },
    onRcptTo: (_address, _session, done) => {
      const responseCode = refusals.shift();
      done(responseCode ? Object.assign(new Error('not now'), { responseCode }) : undefined);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refusals,
    passwords,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
