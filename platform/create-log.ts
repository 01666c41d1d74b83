import { pino } from 'pino';
import type { Config } from './config';

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

/** One JSON line an event to standard output; who collects logs decides the rest. */
export const createLog = (config: Pick<Config, 'logLevel'>, process: string) =>
  pino({
    level: config.logLevel,
    base: { process },
    redact: { paths: redact, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
