import type { JobHistory } from '#contracts/api';

/** A text as one word for a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * The request that starts the same job again. The token stays a variable: a command that is copied
 * ends up in histories and chats.
 */
export function curlFor(
  origin: string,
  type: string,
  { input, options }: Pick<JobHistory, 'input' | 'options'>,
): string {
  const fields = typeof input === 'object' && input !== null ? input : {};
  const asked = Object.keys(options).length > 0 ? { options } : {};
  const body = JSON.stringify({ type, ...fields, ...asked });
  return [
    `curl -X POST ${quoted(`${origin}/api/jobs`)}`,
    '-H "Authorization: Bearer $JOBWIRE_TOKEN"',
    "-H 'Content-Type: application/json'",
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');
}
