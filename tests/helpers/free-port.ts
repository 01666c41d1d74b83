import { pickFreePort } from '../../scripts/bootstrap/free-port.mjs';

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> => pickFreePort();
