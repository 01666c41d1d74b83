import type { PlatformCore } from '../create-platform';
import { createEraser, type Eraser } from './create-eraser';
import { createExporter, type Exporter } from './create-exporter';
import { requestErasure } from './request-erasure';

type Parts = Pick<
  PlatformCore,
  'pool' | 'redis' | 'objects' | 'reads' | 'jobs' | 'revocations' | 'handOver' | 'metrics'
>;

/** What is kept of people: handed to them, and erased. */
export interface UserData {
  readonly exporter: Exporter;
  readonly eraser: Eraser;
  /** See `requestErasure`. */
  requestErasure(owner: string, requestedBy: 'self' | 'admin'): ReturnType<typeof requestErasure>;
}

export const createUserData = (parts: Parts): UserData => {
  const exporter = createExporter(parts);
  return {
    exporter,
    eraser: createEraser({ ...parts, exporter }),
    requestErasure: (owner, requestedBy) => requestErasure(parts, owner, requestedBy),
  };
};
