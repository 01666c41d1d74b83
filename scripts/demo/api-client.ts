import {
  type JobAccepted,
  jobAcceptedSchema,
  jobAnswerSchema,
  type SocketToken,
  socketTokenSchema,
} from '#contracts/api';
import type { Job } from '#contracts/job';
import { StartError } from '../bootstrap/start-error.mjs';

const TIMEOUT_MS = 15_000;

/** The three calls that the demo makes. */
export interface ApiClient {
  createJob(input: Readonly<Record<string, unknown>>): Promise<JobAccepted>;
  getJob(id: string): Promise<Job>;
  socketToken(): Promise<SocketToken>;
}

/** @throws StartError from every call that the platform refuses or does not answer, with what it said */
export const createApiClient = (baseUrl: string, token: string): ApiClient => {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => {
      throw new StartError(
        `Jobwire does not answer at ${baseUrl}; run npm start in another terminal.`,
      );
    });
    const text = await response.text();
    if (!response.ok)
      throw new StartError(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };

  return {
    createJob: async (input) => jobAcceptedSchema.parse(await call('POST', '/api/jobs', input)),
    getJob: async (id) =>
      jobAnswerSchema.parse(await call('GET', `/api/jobs/${encodeURIComponent(id)}`)).job,
    socketToken: async () => socketTokenSchema.parse(await call('POST', '/api/socket-token')),
  };
};
