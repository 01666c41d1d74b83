import { createEraser, type Eraser } from './create-eraser';
import { createExporter, type Exporter } from './create-exporter';
import { requestErasure } from './request-erasure';

type Parts = Parameters<typeof createExporter>[0] &
  Omit<Parameters<typeof createEraser>[0], 'exporter'> &
  Parameters<typeof requestErasure>[0];

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
