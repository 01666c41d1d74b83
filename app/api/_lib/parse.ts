import type { z } from 'zod';
import type { ErrorCode, FieldError } from '#contracts/errors';
import { AppError } from '#platform/app-error';

/** Most refused fields named in one answer. */
const MAX_FIELD_ERRORS = 20;

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, 200);

const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues
    .flatMap((issue): FieldError[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            path: pathOf([...issue.path, key]),
            code: 'unknown_field',
            message: 'This field is not known',
          }))
        : [{ path: pathOf(issue.path), code: issue.code, message: issue.message }],
    )
    .slice(0, MAX_FIELD_ERRORS);

/**
 * Checks a value from outside against its schema.
 *
 * @param code what a refusal is called; a body's unknown fields are `unknown_field` whatever it says
 * @throws AppError with every refused field by its path
 */
export const parse = <S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: ErrorCode,
): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error);
  const unknown = code === 'invalid_input' && errors.some((one) => one.code === 'unknown_field');
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  throw new AppError(unknown ? 'unknown_field' : code, `${where}${first?.message ?? 'Not valid'}`, {
    errors,
  });
};

/**
 * Query parameters by name. One that comes twice is refused, since two readers may pick two values.
 *
 * @throws AppError invalid_query
 */
export const queryOf = (url: URL): Record<string, string> => {
  const found = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (found.has(name)) {
      throw new AppError('invalid_query', 'Give each query parameter once.', {
        errors: [{ path: name.slice(0, 64), code: 'duplicate_key', message: 'Given twice' }],
      });
    }
    found.set(name, value);
  }
  return Object.fromEntries(found);
};
