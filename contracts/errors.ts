import { z } from 'zod';

/**
 * Every way a request can be refused: HTTP status, a title that never changes, and whether the same
 * request may succeed later. The closed set of `code` in problem documents (RFC 9457), socket acks
 * and `connect_error`.
 */
export const errorCodes = {
  unauthorized: { status: 401, title: 'Sign in first', retryable: false },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong', retryable: false },
  email_taken: { status: 422, title: 'This e-mail has an account', retryable: false },
  token_missing: { status: 401, title: 'A token is needed', retryable: false },
  token_invalid: { status: 401, title: 'The token is not valid', retryable: false },
  token_expired: { status: 401, title: 'The token has expired', retryable: true },
  token_in_query: { status: 400, title: 'Tokens do not belong in addresses', retryable: false },
  origin_refused: { status: 403, title: 'This origin is not allowed', retryable: false },
  csrf: { status: 403, title: 'The request came from another site', retryable: false },
  account_erased: { status: 403, title: 'This account is erased', retryable: false },
  forbidden: { status: 403, title: 'Your role does not allow this', retryable: false },
  not_found: { status: 404, title: 'Not found', retryable: false },
  method_not_allowed: { status: 405, title: 'This method is not allowed here', retryable: false },
  malformed_request: { status: 400, title: 'The request is not well formed', retryable: false },
  headers_too_large: { status: 431, title: 'The request has too many headers', retryable: false },
  invalid_json: { status: 400, title: 'The body is not JSON', retryable: false },
  too_deep: { status: 400, title: 'The body is nested too deeply', retryable: false },
  too_large: { status: 400, title: 'The body holds too many values', retryable: false },
  unknown_field: { status: 400, title: 'A field is not known', retryable: false },
  unknown_job_type: { status: 422, title: 'This job type does not exist', retryable: false },
  invalid_id: { status: 400, title: 'This is not a job id', retryable: false },
  invalid_cursor: { status: 400, title: 'The cursor is not valid', retryable: false },
  invalid_query: { status: 422, title: 'A query parameter is not valid', retryable: false },
  invalid_input: { status: 422, title: 'The input is not valid', retryable: false },
  out_of_range: { status: 422, title: 'A value is out of range', retryable: false },
  blocked_address: { status: 422, title: 'This address is not public', retryable: false },
  idempotency_key_invalid: {
    status: 400,
    title: 'The Idempotency-Key is not valid',
    retryable: false,
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The Idempotency-Key was used with another body',
    retryable: false,
  },
  idempotency_in_flight: {
    status: 409,
    title: 'A request with this Idempotency-Key is in flight',
    retryable: true,
  },
  already_finished: { status: 409, title: 'The job has finished', retryable: false },
  not_retryable: {
    status: 409,
    title: 'Only failed or cancelled jobs can be retried',
    retryable: false,
  },
  not_waiting: {
    status: 409,
    title: 'The job does not wait for a time',
    retryable: false,
  },
  conflict: { status: 409, title: 'Somebody else changed this first', retryable: true },
  unsupported_media_type: { status: 415, title: 'The body must be JSON', retryable: false },
  body_too_large: { status: 413, title: 'The body is too large', retryable: false },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  too_many_connections: { status: 429, title: 'Too many connections', retryable: true },
  too_many_jobs: { status: 422, title: 'Too many jobs in one message', retryable: false },
  unknown_event: { status: 400, title: 'This event does not exist', retryable: false },
  queue_full: { status: 503, title: 'The queue is full', retryable: true },
  dependency_unavailable: { status: 503, title: 'A part of the service is away', retryable: true },
  internal: { status: 500, title: 'Something broke on our side', retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/** One field that was refused, by its path in the body or query. */
export const fieldErrorSchema = z.strictObject({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** Problem document of RFC 9457, with our `code` and the request's id. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  retryable: z.boolean().optional(),
  errors: z.array(fieldErrorSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Refusal inside a Socket.IO acknowledgement. */
export const ackErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
});
export type AckError = z.infer<typeof ackErrorSchema>;

/**
 * Why a job ended in `failed` (or is being retried), as the platform says it. A handler adds codes of
 * its own in `snake_case`.
 */
export type PlatformJobErrorCode =
  | 'handler_error' // the handler threw something without a code
  | 'timeout' // one attempt ran past the type's `timeoutMs`
  | 'crash_loop' // the process died under this job too often
  | 'invalid_payload' // the stored input no longer fits the contract
  | 'invalid_output' // the handler returned what its contract does not allow
  | 'result_too_large' // the result is over MAX_RESULT_BYTES
  | 'step_too_large' // a step returned more than MAX_STEP_RESULT_BYTES
  | 'too_many_steps' // over MAX_STEPS
  | 'steps_too_large' // all steps together hold more than MAX_STEPS_BYTES
  | 'child_failed' // a child failed or was cancelled, and the parent cannot do without it
  | 'invalid_children' // the handler asked for children that cannot be started
  | 'children_too_large' // inputs or results of the children are over their limits
  | 'flow_too_deep'; // over MAX_FLOW_DEPTH
