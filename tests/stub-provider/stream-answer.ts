import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults';
import type { AskedFor, Protocol } from './protocols';

const GOOD = 'The bridge is closed for repairs [1]. Cars may pass [2].';

/** In pieces that cut words and citations alike. */
const piecesOf = (text: string): string[] => text.match(/[\s\S]{1,7}/g) ?? [];

/** Streams a text as server-sent events, as far as the fault lets it. */
export const streamAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  protocol: Protocol,
  asked: AskedFor,
  fault: Fault | undefined,
): void => {
  const text = fault?.kind === 'says' ? fault.text : GOOD;
  const events = protocol.events(asked, piecesOf(text), fault?.kind !== 'truncated');
  const lines = events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  const half = lines.slice(0, Math.ceil(lines.length / 2)).join('');
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (fault?.kind === 'cut') {
    response.write(half, () => request.socket.destroy());
  } else if (fault?.kind === 'stream-error') {
    response.end(
      `${half}data: ${JSON.stringify({ error: { message: 'overloaded', code: 500 } })}\n\n`,
    );
  } else {
    response.end(`${lines.join('')}data: [DONE]\n\n`);
  }
};
