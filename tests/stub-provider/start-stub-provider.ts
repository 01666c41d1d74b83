import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultAnswer } from './default-answers';
import type { Fault } from './faults';
import { type AskedFor, chatCompletions, gemini, type Protocol, stubVector } from './protocols';
import { streamAnswer } from './stream-answer';

interface RecordedRequest extends AskedFor {
  /** The key, from whichever header the protocol carries it in. */
  readonly auth: string | undefined;
  readonly body: Record<string, unknown>;
  /** Settles once the client has closed the connection or has its answer. */
  readonly closed: Promise<void>;
}

/** A provider on the loopback: both protocols, faults on demand, every request kept. */
export interface StubProvider {
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** Taken one per request, in order; without one the stub answers well. */
  readonly faults: Fault[];
  stop(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

const sendJson = (
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  });
  response.end(text);
};

const textFor = (fault: Fault | undefined, asked: AskedFor): string => {
  if (fault?.kind === 'prose') return 'Sure! Here is what I would write for you.';
  if (fault?.kind === 'wrong-shape') return '{"somethingElse":true}';
  if (fault?.kind === 'answer') return JSON.stringify(fault.answer);
  const whole = JSON.stringify(defaultAnswer(asked.properties, asked.prompt));
  return fault?.kind === 'truncated' ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
};

const vectorsFor = (fault: Fault | undefined, inputs: readonly string[]): number[][] => {
  const vectors = inputs.map(stubVector);
  if (fault?.kind === 'wrong-count') return vectors.slice(1);
  if (fault?.kind === 'wrong-dims') return vectors.map((one, n) => (n === 1 ? one.slice(1) : one));
  return vectors;
};

const respond = (
  request: IncomingMessage,
  response: ServerResponse,
  protocol: Protocol,
  asked: AskedFor,
  fault: Fault | undefined,
): void => {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'status') {
    const body = fault.body ?? protocol.error(fault.status);
    sendJson(response, fault.status, JSON.stringify(body), fault.headers);
    return;
  }
  if (fault?.kind === 'broken-body') {
    sendJson(response, 200, '<html>gateway</html>');
    return;
  }
  if (asked.streamed) {
    streamAnswer(request, response, protocol, asked, fault);
    return;
  }
  const body = JSON.stringify(
    asked.inputs
      ? protocol.vectors(asked, vectorsFor(fault, asked.inputs))
      : protocol.envelope(asked, textFor(fault, asked), fault?.kind !== 'truncated'),
  );
  if (fault?.kind === 'cut') {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    });
    response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return;
  }
  sendJson(response, 200, body);
};

export const startStubProvider = async (): Promise<StubProvider> => {
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stub').pathname;
    const body = JSON.parse((await readBody(request)) || '{}') as Record<string, unknown>;
    for (const protocol of [chatCompletions, gemini]) {
      const asked = protocol.read(path, body);
      if (!asked) continue;
      const header = request.headers['x-goog-api-key'] ?? request.headers.authorization;
      const auth = Array.isArray(header) ? header[0] : header;
      const closed = once(response, 'close').then(() => {});
      requests.push({ ...asked, auth, body, closed });
      const fault = faults.shift();
      if (fault?.kind === 'late') await fault.until;
      respond(request, response, protocol, asked, fault);
      return;
    }
    sendJson(response, 404, JSON.stringify({ error: { message: `no such path: ${path}` } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
