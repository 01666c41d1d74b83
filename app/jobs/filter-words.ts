import type { JobFilter } from '#components/job-filter';
import { typeTitle } from '#components/job-text';
import type { Texts } from '#components/messages';

/** A filter as people say it: “status: Failed; type: Career insights”. Empty without one. */
export function filterWords(texts: Texts, { status, type, q, within }: JobFilter): string {
  const { jobList, state } = texts;
  const { nothing, tokens } = jobList;
  return [
    status.length > 0 && nothing.status(status.map((one) => state.words[one]).join(', ')),
    type.length > 0 && nothing.type(type.map((one) => typeTitle(texts, one)).join(', ')),
    q !== '' && nothing.words(q),
    within !== undefined && nothing.created(tokens.age(within)),
  ]
    .filter(Boolean)
    .join('; ');
}
