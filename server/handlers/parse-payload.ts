import type { z } from 'zod';
import { AppError } from '#platform/app-error';

/** @throws AppError invalid_input, unknown_field */
export const parsePayload = <S extends z.ZodType>(schema: S, payload: unknown): z.output<S> => {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.code === 'unrecognized_keys' ? 'unknown_field' : 'invalid_input';
  const path = issue?.path.join('.') || 'the message';
  throw new AppError(
    code,
    `${path.slice(0, 100)}: ${(issue?.message ?? 'is not valid').slice(0, 200)}`,
  );
};
