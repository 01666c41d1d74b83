import { type DestinationStream, pino } from 'pino';
import type { Config } from './config';
import { traceFields } from './tracing/spans';

/** Fields that may hold a secret or a person's text, wherever they stand. */
const redact = [
  '*.token',
  '*.password',
  '*.authorization',
  '*.cookie',
  'token',
  'password',
  'authorization',
  'cookie',
  'err.config',
  'err.command.args',
];

/** A failed query's message carries its values, of which one may be a session's token. */
const withoutValues = (error: Error) => {
  const { message, stack, ...rest } = pino.stdSerializers.err(error);
  const cut = (text: string | undefined) => text?.replace(/\nparams: [^\n]*/g, '');
  const { params: _params, query: _query, ...safe } = rest as Record<string, unknown>;
  return { ...safe, message: cut(message), stack: cut(stack) };
};

/**
 * One JSON line an event to standard output; who collects logs decides the rest.
 *
 * @param to where the lines go instead
 */
export const createLog = (
  config: Pick<Config, 'logLevel'>,
  process: string,
  to: DestinationStream = pino.destination(1),
) =>
  pino(
    {
      level: config.logLevel,
      base: { process },
      mixin: traceFields,
      serializers: { err: withoutValues },
      redact: { paths: redact, censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    to,
  );
