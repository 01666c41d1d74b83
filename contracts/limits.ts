/** Named limits with their units. Browser-safe: every side of the wire reads the same numbers. */

/** Largest HTTP request body, in bytes, counted as it is read. */
export const MAX_BODY_BYTES = 256 * 1024;
/** Deepest nesting of a JSON document from outside; deeper ones are refused before any recursion. */
export const MAX_JSON_DEPTH = 32;
/** Most keys and array items one JSON document from outside may hold in all. */
export const MAX_JSON_NODES = 20_000;
/** Largest result a handler may return, in bytes of JSON. */
export const MAX_RESULT_BYTES = 1024 * 1024;
/** A result above this many bytes stays out of events and lists; the tab fetches it by id. */
export const MAX_INLINE_RESULT_BYTES = 16 * 1024;
/** Longest stored result of one step, in bytes of JSON. */
export const MAX_STEP_RESULT_BYTES = 256 * 1024;
/** Steps one job may keep, over all its attempts. */
export const MAX_STEPS = 1_000;
/** Stored results of all steps of one job together, in bytes of JSON. */
export const MAX_STEPS_BYTES = 8 * 1024 * 1024;
/** Children one call may start. */
export const MAX_CHILDREN = 500;
/** Inputs of the children of one call together, in bytes of JSON. */
export const MAX_CHILDREN_INPUT_BYTES = 4 * 1024 * 1024;
/** Results of the children of one call together, in bytes of JSON, as the parent gets them. */
export const MAX_CHILDREN_RESULT_BYTES = 16 * 1024 * 1024;
/** Children of children: deepest nesting below a job that is nobody's child. */
export const MAX_FLOW_DEPTH = 5;
/** Longest name of a call that starts children and longest key of a child or of a next job, in characters. */
export const MAX_CHILD_KEY_LENGTH = 120;
/** Longest progress message, in characters; longer ones are cut. */
export const MAX_MESSAGE_LENGTH = 300;
/** Longest log line, in characters; longer ones are cut and end in an ellipsis. */
export const MAX_LOG_LINE_LENGTH = 4_000;
/** Log lines kept for replay per job. */
export const MAX_LOG_LINES = 5_000;
/** Output chunks kept for replay per job. */
export const MAX_CHUNKS = 2_000;
/** Longest output chunk, in characters. */
export const MAX_CHUNK_LENGTH = 16_000;
/** Progress, log and chunk messages leave a worker at most this often per job, each second. */
export const MAX_PROGRESS_PER_SECOND = 20;
/** Durable events kept per owner for replay; an older cursor gets a resync. */
export const MAX_FEED_EVENTS = 1_000;
/** Events in one answer of the feed; `more` says that there are others. */
export const MAX_FEED_PAGE = 200;
/** Jobs in a resync snapshot: all live ones first, then the newest finished ones. */
export const MAX_SNAPSHOT_JOBS = 200;
/** Longest a feed request may hang waiting for news, in seconds. */
export const MAX_FEED_WAIT_SECONDS = 25;
/** Two runs of a schedule may not lie closer together, in milliseconds, where people set its time. */
export const MIN_SCHEDULE_INTERVAL_MS = 10_000;
/** Failures in a row from which a schedule counts as broken. */
export const CRITICAL_FAILURES = 3;
/** Largest page of a list. */
export const MAX_PAGE_SIZE = 100;
/** Page size where the caller names none. */
export const DEFAULT_PAGE_SIZE = 20;
/** Longest Idempotency-Key, in characters. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 200;
/** Longest user id (`sub`), in characters. */
export const MAX_USER_ID_LENGTH = 128;
/** Largest Socket.IO message from a client, in bytes. */
export const MAX_SOCKET_MESSAGE_BYTES = 32 * 1024;
/** Jobs one socket may watch at once. */
export const MAX_WATCHED_JOBS = 200;
/** Sockets one user may hold open. */
export const MAX_SOCKETS_PER_USER = 20;
/** Sockets one address may hold open. */
export const MAX_SOCKETS_PER_ADDRESS = 100;
/** Bytes queued for a client that does not read before it is cut off. */
export const MAX_SOCKET_QUEUE_BYTES = 1024 * 1024;
/** Life of a socket token, in seconds. */
export const SOCKET_TOKEN_TTL_SECONDS = 300;
/** Furthest a job may be put off, in milliseconds (one year). */
export const MAX_DELAY_MS = 366 * 24 * 3600 * 1000;
/** Browsers one user may have told to notify them; the ones silent for longest go. */
export const MAX_PUSH_SUBSCRIPTIONS = 20;
/** Jobs named in one message about endings that were shown. */
export const MAX_SEEN_IDS = 500;
