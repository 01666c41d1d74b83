import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';
import { type Access, assertNoTokenInQuery, authenticate } from './authenticate';
import { answerOptions, applyCors } from './cors';
import { parse, queryOf } from './parse';
import { platform as heldPlatform } from './platform';
import { asAppError, problemResponse } from './problem';
import { assertAnnouncedLength, readJson } from './read-json';
import { traceRequest } from './trace-request';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
const methodNames: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What a handler is given: all of it parsed, the caller proved. */
export interface Call<A extends Access, P, Q, B> {
  readonly platform: Platform;
  readonly who: A extends 'none' ? null : Principal;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly requestId: string;
}

export interface Route<A extends Access, P, Q, B> {
  readonly auth: A;
  /** Path parameters; a misfit is `invalid_id`. */
  readonly params?: z.ZodType<P>;
  /** Query parameters; a misfit is `invalid_query`. Without a schema none is allowed. */
  readonly query?: z.ZodType<Q>;
  /** JSON body; a misfit is `invalid_input`. Without a schema a body is not read. */
  readonly body?: z.ZodType<B>;
  /** False for answers that wait on purpose: they would drown the rest of the histogram. Default true. */
  readonly timed?: boolean;
  /** False exempts from the limit per user. Default true. */
  readonly limited?: boolean;
  /** Returns the answer, or throws AppError for a refusal. */
  readonly handler: (call: Call<A, P, Q, B>) => Promise<Response> | Response;
}

type AnyRoute = Route<Access, unknown, unknown, unknown>;
type Answerer = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** Declares one method of a path; see `methods`. */
export const route = <A extends Access, P = undefined, Q = undefined, B = undefined>(
  definition: Route<A, P, Q, B>,
): AnyRoute => definition as unknown as AnyRoute;

/** A value as JSON. */
export const json = (
  value: unknown,
  init: { status?: number; headers?: HeadersInit } = {},
): Response => {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(value), { status: init.status ?? 200, headers });
};

const noQuery = z.strictObject({});

/** One caller may give its own id to follow a request through the logs; anything odd is replaced. */
const requestIdOf = (headers: Headers): string => {
  const given = headers.get('x-request-id');
  return given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
};

const enforceRate = async (platform: Platform, who: Principal): Promise<void> => {
  const { rates, config } = platform;
  const decision = await rates.take(`user:${who.userId}`, { perMinute: config.apiRatePerMinute });
  if (decision.allowed) return;
  throw new AppError(
    'rate_limited',
    `At most ${config.apiRatePerMinute} requests a minute. Wait ${decision.retryAfterSeconds} s.`,
    { retryAfterSeconds: decision.retryAfterSeconds },
  );
};

const decodeParams = (params: unknown): unknown => {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      try {
        return [name, typeof value === 'string' ? decodeURIComponent(value) : value];
      } catch {
        return [name, value];
      }
    }),
  );
};

/** Who asks comes before what is asked: a stranger's body is never read. */
const act = async (
  definition: AnyRoute,
  platform: Platform,
  request: Request,
  params: unknown,
  requestId: string,
): Promise<Response> => {
  const url = new URL(request.url);
  assertNoTokenInQuery(url);
  assertAnnouncedLength(request.headers);
  const who =
    definition.auth === 'none' ? null : await authenticate(platform, request, definition.auth);
  if (who && definition.limited !== false) await enforceRate(platform, who);
  const parsedParams = definition.params
    ? parse(definition.params, decodeParams(params), 'invalid_id')
    : undefined;
  const query = parse(definition.query ?? noQuery, queryOf(url), 'invalid_query');
  const body = definition.body
    ? parse(definition.body, await readJson(request), 'invalid_input')
    : undefined;
  return definition.handler({
    platform,
    who: who as Principal,
    params: parsedParams,
    query,
    body,
    request,
    requestId,
  });
};

const report = (
  platform: Platform,
  seen: { path: string; request: Request; requestId: string; ms: number; timed: boolean },
  status: number,
  error: AppError | undefined,
): void => {
  const { path, request, requestId, ms, timed } = seen;
  platform.metrics.httpRequests.inc({ route: path, method: request.method, status });
  if (timed) platform.metrics.httpSeconds.observe({ route: path }, ms / 1000);
  const line = { requestId, route: path, method: request.method, status, ms: Math.round(ms) };
  if (error && status >= 500) {
    platform.log[error.code === 'internal' ? 'error' : 'warn'](
      { ...line, code: error.code, err: error },
      'request failed',
    );
  } else if (error) {
    const userAgent = request.headers.get('user-agent')?.slice(0, 200);
    platform.log.info({ ...line, code: error.code, userAgent }, 'request refused');
  } else {
    platform.log.debug(line, 'request answered');
  }
};

const finish = (
  answer: Response,
  request: Request,
  requestId: string,
  platform?: Platform,
): Response => {
  const headers = new Headers(answer.headers);
  // A stream that is compressed on its way comes in lumps.
  const streams = headers.get('content-type')?.startsWith('text/event-stream') === true;
  headers.set('cache-control', streams ? 'no-store, no-transform' : 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-request-id', requestId);
  if (platform) applyCors(headers, request.headers, platform.config);
  const empty = request.method === 'HEAD' || answer.status === 204 || answer.status === 304;
  return new Response(empty ? null : answer.body, { status: answer.status, headers });
};

/** The platform could not be built: there is no logger yet, so that the process's own output has to do. */
const answerWithoutPlatform = (thrown: unknown, request: Request): Response => {
  const requestId = requestIdOf(request.headers);
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  console.error(
    JSON.stringify({ level: 'error', requestId, msg: 'the platform did not start', reason }),
  );
  const error = new AppError(
    'dependency_unavailable',
    'The service is starting. Try again in a moment.',
    {
      retryAfterSeconds: 2,
    },
  );
  return finish(problemResponse(error, requestId), request, requestId);
};

const answererOf =
  (path: string, allow: string, definition: AnyRoute | 'options' | undefined): Answerer =>
  async (request, context) => {
    const startedAt = performance.now();
    let platform: Platform;
    try {
      platform = await heldPlatform();
    } catch (thrown) {
      return answerWithoutPlatform(thrown, request);
    }
    const requestId = requestIdOf(request.headers);
    const timed = typeof definition === 'object' && definition.timed !== false;
    const answerIt = async () => {
      let answer: Response;
      let error: AppError | undefined;
      try {
        if (definition === 'options') answer = answerOptions(request, allow, platform.config);
        else if (!definition) throw new AppError('method_not_allowed', `This path takes ${allow}.`);
        else answer = await act(definition, platform, request, await context?.params, requestId);
      } catch (thrown) {
        error = asAppError(thrown);
        answer = problemResponse(error, requestId);
        if (error.code === 'method_not_allowed') answer.headers.set('allow', allow);
      }
      const ms = performance.now() - startedAt;
      report(platform, { path, request, requestId, ms, timed }, answer.status, error);
      return { answer, code: error?.code };
    };
    // What is asked for all the time, or waits on purpose, would bury the rest.
    const traced = timed && typeof definition === 'object' && definition.limited !== false;
    const { answer } = await (traced ? traceRequest(path, request, answerIt) : answerIt());
    return finish(answer, request, requestId, platform);
  };

/**
 * All methods of one path, for a route file to export. Those not given answer 405 with `Allow`, HEAD
 * is GET without a body, OPTIONS answers preflights by the allow list.
 *
 * Each call: request id, refusal of tokens in the address, authentication with the cross-site check
 * of cookies, the limit per user, parsing, the handler. Every answer says `no-store` and `nosniff`;
 * every error is a problem document, logged once under its request id.
 *
 * @param path the pattern, as metrics and logs name it
 */
export const methods = (
  path: string,
  routes: { GET?: AnyRoute; POST?: AnyRoute; PUT?: AnyRoute; PATCH?: AnyRoute; DELETE?: AnyRoute },
): Record<Method, Answerer> => {
  const given = {
    ...routes,
    ...(routes.GET ? { HEAD: routes.GET } : {}),
    OPTIONS: 'options' as const,
  };
  const allow = methodNames.filter((name) => name in given).join(', ');
  return Object.fromEntries(
    methodNames.map((name) => [
      name,
      answererOf(path, allow, (given as Partial<Record<Method, AnyRoute | 'options'>>)[name]),
    ]),
  ) as Record<Method, Answerer>;
};
