import type { Problem } from '#contracts/errors';

const texts = ['type', 'title', 'code', 'detail'] as const;

/** A problem answer (RFC 9457) of our own server, or null. By hand: a schema library would be half of a small page. */
export const readProblem = (body: unknown): Problem | null => {
  if (typeof body !== 'object' || body === null) return null;
  const problem = body as Readonly<Record<string, unknown>>;
  const whole =
    texts.every((name) => typeof problem[name] === 'string') && typeof problem.status === 'number';
  return whole ? (body as Problem) : null;
};
