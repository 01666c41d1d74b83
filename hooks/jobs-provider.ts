'use client';

import { createContext, createElement, type ReactNode, useContext, useEffect } from 'react';
import { clientFor } from './client/client-registry';
import type { JobsClientCore } from './client/jobs-client';
import type { ClientOptions, JobsClient } from './jobs-api';

const JobsContext = createContext<JobsClientCore | null>(null);

export interface JobsProviderProps extends ClientOptions {
  /** False holds no connection; turning it on later connects. Default true. */
  readonly enabled?: boolean;
  readonly children?: ReactNode;
}

/**
 * Gives the hooks below it their client and holds the connection while it is mounted. Belongs into the
 * root layout: navigation then moves nothing. A new `userId` ends the old user's session in every tab.
 */
export const JobsProvider = ({ children, enabled = true, ...options }: JobsProviderProps) => {
  const client = clientFor(options);
  const { authToken } = options;
  useEffect(() => client.setToken(authToken), [client, authToken]);
  useEffect(() => (enabled ? client.retain() : undefined), [client, enabled]);
  return createElement(JobsContext, { value: client }, children);
};

/** The client named by `options`, or the nearest provider's. */
export const useClientCore = (options: Partial<ClientOptions> = {}): JobsClientCore => {
  const nearest = useContext(JobsContext);
  const { userId } = options;
  const client = userId === undefined ? nearest : clientFor({ ...options, userId });
  if (client) return client;
  throw new Error('Put a <JobsProvider userId=…> around this component, or pass a userId.');
};

/**
 * The framework-free client of the nearest provider: to sign out, or to use it outside React.
 *
 * @throws Error without a provider
 */
export const useJobsClient = (): JobsClient => useClientCore();
