import { pino } from 'pino';
import type { Role } from '#contracts/roles';
import { holdPlatform } from '../../app/api/_lib/platform';
import { startCore, type TestCore } from './core';

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
const modules = import.meta.glob<Record<string, Handler>>('../../app/{api,admin}/**/route.ts');

/** As Next ranks them: literal names first, `[id]` next, `[...all]` last. */
const rank = (path: string): number =>
  path.length -
  1_000 * (path.match(/\[\w/g)?.length ?? 0) -
  100_000 * (path.includes('[...') ? 1 : 0);

/** `/api/jobs/[id]/status` as a pattern; the most literal one first, as Next takes them. */
const table = Object.entries(modules)
  .map(([file, load]) => {
    const path = file.slice('../../app'.length, -'/route.ts'.length);
    const source = path
      .replace(/\./g, (dot, at: number) => (path.slice(at - 1, at + 3) === '[...' ? dot : '\\.'))
      .replace(/\/\[\[(?:\\?\.){3}(\w+)\]\]/g, '(?:/(?<$1>.+))?')
      .replace(/\[(?:\\?\.){3}(\w+)\]/g, '(?<$1>.+)')
      .replace(/\[(\w+)\]/g, '(?<$1>[^/]+)');
    return { path, load, pattern: new RegExp(`^${source}$`) };
  })
  .sort((a, b) => rank(b.path) - rank(a.path));

export interface CallOptions {
  readonly user?: string;
  readonly role?: Role;
  readonly token?: string;
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with `Content-Type: application/json` unless `headers` say otherwise. */
  readonly raw?: BodyInit;
  readonly signal?: AbortSignal;
}

/** The API over real stores, called without a socket in between. */
export interface TestApi {
  readonly core: TestCore;
  /** What was logged, one JSON line an entry. */
  readonly log: string[];
  tokenOf(user: string, role?: Role): string;
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  stop(): Promise<void>;
}

export const ORIGIN = 'http://localhost:3000';

const bodyOf = ({ body, raw }: CallOptions): BodyInit | undefined =>
  raw ?? (body === undefined ? undefined : JSON.stringify(body));

export const startApi = async (env: Record<string, string> = {}): Promise<TestApi> => {
  const core = await startCore({ env: { API_RATE_PER_MINUTE: '0', ...env } });
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  holdPlatform({ ...core.platform, log: logger });
  const tokenOf = (userId: string, role: Role = 'user') =>
    core.platform.tokens.sign({ userId, role, audience: 'jobwire', ttlSeconds: 600 }).token;
  return {
    core,
    log,
    tokenOf,
    call: async (method, path, options = {}) => {
      const url = new URL(path, ORIGIN);
      const found = table.find(({ pattern }) => pattern.test(url.pathname));
      if (!found) throw new Error(`no route file answers ${path}`);
      const headers = new Headers({ host: url.host, ...options.headers });
      const token = options.token ?? (options.user && tokenOf(options.user, options.role));
      if (token) headers.set('authorization', `Bearer ${token}`);
      if (options.cookie) headers.set('cookie', options.cookie);
      const body = bodyOf(options);
      if (body !== undefined && !headers.has('content-type')) {
        headers.set('content-type', 'application/json');
      }
      const init: RequestInit & { duplex?: 'half' } = { method, headers, duplex: 'half' };
      if (body !== undefined) init.body = body;
      if (options.signal) init.signal = options.signal;
      const groups = found.pattern.exec(url.pathname)?.groups ?? {};
      const params = Object.fromEntries(
        Object.entries(groups).map(([name, value]) => [
          name,
          found.path.includes(`[...${name}]`) ? value?.split('/') : value,
        ]),
      );
      const handler = (await found.load())[method];
      if (!handler) throw new Error(`${found.path} does not export ${method}`);
      return handler(new Request(url, init), { params: Promise.resolve(params) });
    },
    stop: () => core.stop(),
  };
};

/** A problem document's code, with its status; fails where the answer is something else. */
export const refusal = async (answer: Response): Promise<string> => {
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json') {
    throw new Error(`${answer.status} ${type}: ${(await answer.text()).slice(0, 200)}`);
  }
  const problem = (await answer.json()) as { code: string; status: number; requestId: string };
  if (problem.status !== answer.status) throw new Error('the document names another status');
  if (problem.requestId !== answer.headers.get('x-request-id')) throw new Error('no request id');
  return `${answer.status} ${problem.code}`;
};

/** Signs up or in, and gives the cookie a browser would send from then on. */
export const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** A guest's session cookie. */
export const guestCookie = async (api: TestApi): Promise<string> => {
  const headers = { origin: ORIGIN };
  const answer = await api.call('POST', '/api/auth/sign-in/anonymous', { headers, body: {} });
  if (answer.status !== 200) throw new Error(`no guest: ${await answer.text()}`);
  return cookieOf(answer);
};

/** Submits a job and gives its id. */
export const createJob = async (api: TestApi, user: string): Promise<string> => {
  const body = { type: 'career-insights', domain: 'Data' };
  const answer = await api.call('POST', '/api/jobs', { user, body });
  if (answer.status !== 202) throw new Error(`no job: ${await answer.text()}`);
  return ((await answer.json()) as { jobId: string }).jobId;
};
