import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type JobOptions, jobOptionsSchema } from '#contracts/api';
import type { JobContract } from '#contracts/define-job';
import type { FieldError } from '#contracts/errors';
import { findContract } from '#contracts/jobs/index';
import { MAX_DELAY_MS, MAX_IDEMPOTENCY_KEY_LENGTH } from '#contracts/limits';
import { isAtLeast } from '#contracts/roles';
import { AppError } from '../app-error';
import type { Principal } from '../principal';
import type { SubmitRequest } from './job-service';

export interface Submission {
  readonly contract: JobContract;
  readonly input: unknown;
  readonly options: JobOptions;
  readonly delayMs: number;
  readonly key: string | null;
  /** Digest of type, input and options, to tell a replay from another body under the same key. */
  readonly hash: string;
  readonly traceparent: string | null;
}

const fieldErrors = (error: z.ZodError, under: readonly string[] = []): FieldError[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...under, ...issue.path, key].join('.'),
          code: 'unknown_field',
          message: 'This field is not known here.',
        }))
      : [{ path: [...under, ...issue.path].join('.'), code: issue.code, message: issue.message }],
  );

const refuse = (error: z.ZodError, under: readonly string[] = []): never => {
  const errors = fieldErrors(error, under);
  const unknown = errors.every((one) => one.code === 'unknown_field');
  throw new AppError(
    unknown ? 'unknown_field' : 'invalid_input',
    `${errors.length === 1 ? 'One field is' : `${errors.length} fields are`} not as the job type asks: ${errors
      .slice(0, 5)
      .map((one) => one.path)
      .join(', ')}.`,
    { errors },
  );
};

const delayOf = (options: JobOptions): number => {
  if (options.runAt === undefined) return options.delayMs ?? 0;
  if (options.delayMs !== undefined) {
    throw new AppError('invalid_input', 'Give either delayMs or runAt, not both.', {
      errors: [
        { path: 'options.runAt', code: 'conflict', message: 'Give either delayMs or runAt.' },
      ],
    });
  }
  const delayMs = new Date(options.runAt).getTime() - Date.now();
  if (!(delayMs > -60_000 && delayMs <= MAX_DELAY_MS)) {
    throw new AppError('out_of_range', 'runAt lies between now and a year from now.', {
      errors: [
        {
          path: 'options.runAt',
          code: 'out_of_range',
          message: 'Between now and a year from now.',
        },
      ],
    });
  }
  return Math.max(0, delayMs);
};

const keyOf = (key: string | undefined): string | null => {
  if (key === undefined) return null;
  if (key.length === 0 || key.length > MAX_IDEMPOTENCY_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key)) {
    throw new AppError(
      'idempotency_key_invalid',
      `An Idempotency-Key has 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} visible ASCII characters.`,
    );
  }
  return key;
};

/** JSON whose keys are in order, so that the same body has the same digest however it was written. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

/**
 * Holds a request against its contract, before anything is written.
 *
 * @throws AppError unknown_job_type, forbidden, invalid_input, unknown_field, out_of_range, idempotency_key_invalid
 */
export const parseSubmission = (who: Principal, request: SubmitRequest): Submission => {
  const contract = findContract(request.type);
  if (!contract) {
    throw new AppError('unknown_job_type', 'No job type has this name.', {
      errors: [{ path: 'type', code: 'unknown_job_type', message: 'No job type has this name.' }],
    });
  }
  if (!isAtLeast(who.role, contract.role)) {
    throw new AppError('forbidden', `Starting ${contract.type} needs the role ${contract.role}.`);
  }
  const key = keyOf(request.idempotencyKey);
  const input = contract.input.safeParse(request.input ?? {});
  if (!input.success) return refuse(input.error);
  const options = jobOptionsSchema.safeParse(request.options ?? {});
  if (!options.success) return refuse(options.error, ['options']);
  const delayMs = delayOf(options.data);
  const body = canonical([contract.type, input.data, options.data]);
  return {
    contract,
    input: input.data,
    options: options.data,
    delayMs,
    key,
    hash: createHash('sha256').update(body).digest('base64url'),
    traceparent: request.traceparent ?? null,
  };
};
