'use client';

import { useSyncExternalStore } from 'react';
import { initialConnection } from './client/connection-state';
import type { ConnectionInfo } from './jobs-api';
import { useClientCore } from './jobs-provider';

const whenRendered = () => initialConnection;

/**
 * The connection as people see it.
 *
 * @throws Error without a provider
 */
export const useJobsConnection = (): ConnectionInfo => {
  const { subscribeConnection, getConnection } = useClientCore();
  return useSyncExternalStore(subscribeConnection, getConnection, whenRendered);
};
