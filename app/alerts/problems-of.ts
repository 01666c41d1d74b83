import type { EndpointProblems } from '#components/alerts/endpoint-form';
import type { ReadFailure } from '../_lib/read-json';

/** What a refusal says, under the field that it is about. @param inWords for what is about none */
export const problemsOf = (error: unknown, inWords: (why: string) => string): EndpointProblems => {
  const { code, message } = error as ReadFailure;
  const [, field, text] = /^(url|events|types): (.*)$/s.exec(message) ?? [];
  if (field) return { [field]: text };
  if (code === 'blocked_address') return { url: message };
  return { other: inWords(message) };
};
