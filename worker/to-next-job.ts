import type { NextJob } from '#platform/store/flow-ledger';
import { makeJobId } from '#platform/store/job-id';
import { NEXT_KEY_PREFIX } from '#platform/store/job-row';
import type { ClaimedJob } from '#platform/store/ledger';
import { type ChildrenParts, checkStarted } from './create-children';
import type { Next } from './job-context';

/**
 * The row of a job that is to follow another.
 *
 * @throws PermanentError invalid_children
 */
export const toNextJob = (
  job: Pick<ClaimedJob, 'id' | 'owner'>,
  contracts: ChildrenParts['contracts'],
  next: Next,
): NextJob => {
  const { contract, input } = checkStarted(contracts, next);
  const scope = next.scope === 'owner' ? 'owner' : job.id;
  return {
    id: makeJobId(job.owner, next.type),
    type: next.type,
    input,
    idemKey: `${NEXT_KEY_PREFIX}${scope}/${next.key}`,
    maxAttempts: contract.limits.attempts,
  };
};
