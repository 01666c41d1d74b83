import { durableEventSchema, volatileMessageSchema } from '#contracts/events';
import { compilePattern } from './contract-pattern';
import { exceedsDepth } from './json-depth';

/** Largest message taken from Redis, in bytes; a durable event is below half of it. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
/** Deepest message: a job's result within its event. */
export const MAX_MESSAGE_DEPTH = 64;

/** Why a message from Redis was thrown away. */
export type DropReason = 'too_large' | 'too_deep' | 'not_json' | 'schema' | 'foreign';

export interface DurableMessage {
  readonly epoch: string;
  readonly seq: number;
  readonly jobId: string;
}

export type VolatileKind = 'progress' | 'log' | 'chunk';
export interface VolatileMessage {
  readonly kind: VolatileKind;
  /** The payload's JSON, keys in the contract's order. */
  readonly json: string;
}

const durablePattern = compilePattern(durableEventSchema, [
  'epoch',
  'seq',
  'jobId',
  'rev',
  'job.id',
  'job.userId',
  'job.rev',
]);
const [progressSchema, logSchema, chunkSchema] = volatileMessageSchema.options;
const volatilePatterns = {
  progress: compilePattern(progressSchema, ['d', 'd.jobId']),
  log: compilePattern(logSchema, ['d', 'd.jobId']),
  chunk: compilePattern(chunkSchema, ['d', 'd.jobId']),
} as const;

const isTooLarge = (raw: string): boolean =>
  raw.length > MAX_MESSAGE_BYTES ||
  (raw.length * 3 > MAX_MESSAGE_BYTES && Buffer.byteLength(raw) > MAX_MESSAGE_BYTES);

/** Parses what was measured first: neither size nor depth can hurt what follows. */
const parseBounded = (raw: string): { value: unknown } | { reason: DropReason } => {
  if (exceedsDepth(raw, MAX_MESSAGE_DEPTH)) return { reason: 'too_deep' };
  try {
    return { value: JSON.parse(raw) };
  } catch {
    return { reason: 'not_json' };
  }
};

const unquote = (text: string): string =>
  text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);

/**
 * Checks a durable event of one owner. Whose job it is counts too: a message on the wrong channel must
 * not show a job to somebody else.
 */
export const parseDurable = (raw: string, userId: string): DurableMessage | DropReason => {
  if (isTooLarge(raw)) return 'too_large';
  const quick = durablePattern.exec(raw);
  if (quick) {
    const [, epoch = '', seq, jobId = '', rev, innerId, owner = '', innerRev] = quick;
    if (jobId !== innerId || rev !== innerRev || unquote(owner) !== userId) return 'foreign';
    return { epoch: unquote(epoch), seq: Number(seq), jobId: unquote(jobId) };
  }
  const parsed = parseBounded(raw);
  if ('reason' in parsed) return parsed.reason;
  const event = durableEventSchema.safeParse(parsed.value);
  if (!event.success) return 'schema';
  const { epoch, seq, jobId, rev, job } = event.data;
  if (job.id !== jobId || job.rev !== rev || job.userId !== userId) return 'foreign';
  return { epoch, seq, jobId };
};

/** Checks a volatile message of one job. */
export const parseVolatile = (raw: string, jobId: string): VolatileMessage | DropReason => {
  if (isTooLarge(raw)) return 'too_large';
  const mark = raw.charCodeAt(6);
  const kind = mark === 112 ? 'progress' : mark === 108 ? 'log' : 'chunk';
  const quick = volatilePatterns[kind].exec(raw);
  if (quick && quick[2] === `"${jobId}"`) return { kind, json: quick[1] ?? '' };
  const parsed = parseBounded(raw);
  if ('reason' in parsed) return parsed.reason;
  const message = volatileMessageSchema.safeParse(parsed.value);
  if (!message.success) return 'schema';
  if (message.data.d.jobId !== jobId) return 'foreign';
  // Checking has put the keys in the contract's order, on which batches rely when they cut out lines.
  return { kind: message.data.t, json: JSON.stringify(message.data.d) };
};
