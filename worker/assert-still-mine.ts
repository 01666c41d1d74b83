import type { Ledger } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { RunAborted } from './abort';
import type { LiveRun } from './live-runs';

/** Asks the ledger whether this run still holds its job; aborts it if not. */
export const assertStillMine = async (run: LiveRun, ledger: Ledger): Promise<void> => {
  const [strayed] = await insist(() => ledger.strayed([{ id: run.jobId, fence: run.fence }]));
  run.suspect = false;
  if (!strayed) return;
  const kind =
    strayed.state === 'cancelling' && strayed.fence === run.fence ? 'cancel' : 'superseded';
  run.controller.abort(new RunAborted(kind));
  run.controller.signal.throwIfAborted();
};
