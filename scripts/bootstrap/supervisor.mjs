import { startGuard } from './guard.mjs';
import { SupervisedChild } from './supervised-child.mjs';

/** @typedef {import('./supervised-child.mjs').ServiceSpec} ServiceSpec */

/**
 * Keeps a handful of processes running, and ends them in order: apps by their stage, then the stores.
 *
 * @param {object} options
 * @param {(name: string, line: string) => void} options.print takes each line a child writes
 * @param {import('./supervised-child.mjs').Backoff} [options.backoff]
 * @param {number} [options.orphanGraceSeconds] what apps get to end in should this process be killed
 */
export const createSupervisor = ({
  print,
  backoff = { minMs: 250, maxMs: 10_000, steadyMs: 30_000 },
  orphanGraceSeconds = 15,
}) => {
  const guard = startGuard({ graceSeconds: orphanGraceSeconds });
  /** @type {{ child: SupervisedChild, stage: number }[]} */
  const entries = [];
  /** @type {Promise<void> | undefined} */
  let ending;

  const end = async () => {
    const stages = [...new Set(entries.map(({ stage }) => stage))].sort((a, b) => a - b);
    for (const stage of stages) {
      await Promise.all(
        entries.filter((entry) => entry.stage === stage).map(({ child }) => child.stop()),
      );
    }
    guard.dismiss();
  };

  return {
    guardPid: guard.pid,
    /**
     * @param {ServiceSpec} spec
     * @param {number} stage lower stages are ended first, those of one stage together
     * @returns {SupervisedChild}
     */
    run: (spec, stage) => {
      if (ending) throw new Error(`cannot start ${spec.name}: the supervisor is ending`);
      const child = new SupervisedChild(spec, { print, guard, backoff });
      entries.push({ child, stage });
      return child;
    },
    /** Ends everything in order. Called again, it waits for the same end. */
    stop: () => {
      ending ??= end();
      return ending;
    },
    /** SIGKILL to everything, now. */
    force: () => {
      for (const { child } of entries) child.force();
      guard.dismiss();
    },
  };
};

/** @typedef {ReturnType<typeof createSupervisor>} Supervisor */
