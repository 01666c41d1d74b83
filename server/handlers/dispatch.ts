import type { AckError } from '#contracts/errors';
import { AppError } from '#platform/app-error';
import type { Connection } from '../connection';
import { unwatchPulse, watchPulse } from './admin-watch';
import { refreshAuth } from './auth-refresh';
import type { Answer, Handler, HandlerContext } from './handler';
import { unwatchJobs } from './job-unwatch';
import { watchJobs } from './job-watch';

/** Every event a client may send; a Map, so that `toString` is not one of them. */
const handlers = new Map<unknown, Handler>([
  ['job:watch', watchJobs],
  ['job:unwatch', unwatchJobs],
  ['auth:refresh', refreshAuth],
  ['admin:watch', watchPulse],
  ['admin:unwatch', unwatchPulse],
]);

type Acknowledge = (answer: object) => void;

const toAckError = (error: unknown): AckError => {
  const known =
    error instanceof AppError ? error : new AppError('internal', 'Something broke on our side.');
  return { code: known.code, message: known.message, retryable: known.retryable };
};

/** Answers the events of clients: one at a time for each client, in the order they came. */
export const createDispatch = (context: HandlerContext) => {
  const { log } = context.platform;

  const run = async (
    connection: Connection,
    handler: Handler,
    payload: unknown,
    acknowledge: Acknowledge,
  ) => {
    const { session } = connection;
    if (!connection.isOpen || !session) return;
    let answer: Answer;
    try {
      answer = await handler(context, { connection, session, payload });
    } catch (error) {
      if (!(error instanceof AppError)) log.error({ err: error }, 'a handler failed');
      acknowledge({ ok: false, error: toAckError(error) });
      return;
    }
    acknowledge({ ok: true, ...answer.body });
    answer.afterwards?.();
  };

  /** @throws AppError rate_limited, unknown_event, invalid_input */
  const handlerOf = (connection: Connection, name: unknown, payloads: number): Handler => {
    if (!connection.takeEvent() || connection.pendingRequests >= context.limits.pendingRequests) {
      throw new AppError('rate_limited', 'Too many messages at once. Slow down.');
    }
    const handler = handlers.get(name);
    if (!handler) {
      throw new AppError('unknown_event', `Known events: ${[...handlers.keys()].join(', ')}.`);
    }
    if (payloads !== 1) throw new AppError('invalid_input', 'Send one object with the event.');
    return handler;
  };

  return (connection: Connection, event: readonly unknown[]): void => {
    const [name, ...args] = event;
    const last = args.at(-1);
    const hasAck = typeof last === 'function';
    const acknowledge: Acknowledge = (answer) => {
      if (hasAck && connection.isOpen) connection.answer(() => (last as Acknowledge)(answer));
    };
    try {
      const handler = handlerOf(connection, name, args.length - (hasAck ? 1 : 0));
      connection.pendingRequests += 1;
      connection.requests = connection.requests
        .then(() => run(connection, handler, args[0], acknowledge))
        .finally(() => {
          connection.pendingRequests -= 1;
        });
    } catch (error) {
      acknowledge({ ok: false, error: toAckError(error) });
    }
  };
};
