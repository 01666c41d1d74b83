import {
  failSpan,
  isTracing,
  originOf,
  SpanKind,
  startSpan,
  within,
} from '#platform/tracing/spans';

/** An answer, with the code of its refusal. */
interface Answered {
  readonly answer: Response;
  readonly code: string | undefined;
}

/**
 * Answers a request in its span, which goes on from the caller's `traceparent`. Without tracing it only answers.
 *
 * @param path the pattern: the address itself may hold what people search for
 */
export const traceRequest = async (
  path: string,
  request: Request,
  answer: () => Promise<Answered>,
): Promise<Answered> => {
  if (!isTracing()) return answer();
  const { method, headers } = request;
  const span = startSpan(`${method} ${path}`, {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': method, 'http.route': path },
    ...originOf(headers.get('traceparent')),
  });
  try {
    const answered = await within(span, answer);
    span.setAttribute('http.response.status_code', answered.answer.status);
    if (answered.code) span.setAttribute('error.type', answered.code);
    if (answered.answer.status >= 500) failSpan(span, answered.code ?? 'internal');
    return answered;
  } finally {
    span.end();
  }
};
