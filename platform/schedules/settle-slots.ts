import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { JobContract } from '#contracts/define-job';
import type { SlotKind, SlotOutcome } from '#contracts/schedules';
import { makeJobId } from '../store/job-id';
import type { JobRow } from '../store/job-row';
import { type NewJob, submitValues } from '../store/ledger';
import { submitSql } from '../store/statements';
import { keyPrefixOf, type ScheduleRow, SYSTEM_OWNER } from './schedule-row';

/** Slots that wait for the run before them, under the policy `queue`; what is over is skipped. */
const MAX_WAITING = 10;

interface WaitingSlot {
  readonly slot_at: Date;
  readonly kind: SlotKind;
}

/** What one look at a schedule has done; to be carried on once it is committed. */
export interface Settled {
  readonly started: JobRow | null;
  /** Its runs that were going before. */
  readonly live: readonly string[];
  /** Those of them that have to make way. */
  readonly cancel: readonly string[];
  readonly outcomes: readonly SlotOutcome[];
}

/** Notes a slot. false: somebody has it already. */
export const openSlot = async (
  client: PoolClient,
  schedule: string,
  slotAt: Date,
  kind: SlotKind,
  outcome: SlotOutcome = 'waiting',
  slots = 1,
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `insert into schedule_slots (schedule, slot_at, kind, outcome, slots) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [schedule, slotAt, kind, outcome, slots],
  );
  return rowCount === 1;
};

const liveRuns = async (client: PoolClient, name: string): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `select id from jobs where owner = $1 and finished_at is null and starts_with(idem_key, $2)`,
    [SYSTEM_OWNER, keyPrefixOf(name)],
  );
  return rows.map(({ id }) => id);
};

const setOutcome = (client: PoolClient, name: string, slot: WaitingSlot, outcome: SlotOutcome) =>
  client.query(
    'update schedule_slots set outcome = $4 where schedule = $1 and slot_at = $2 and kind = $3',
    [name, slot.slot_at, slot.kind, outcome],
  );

/** The job of a slot. Its key is the slot's, so that even a slot whose row was lost runs once. */
const submit = async (
  client: PoolClient,
  row: ScheduleRow,
  contract: JobContract,
  slot: WaitingSlot,
): Promise<JobRow | null> => {
  const end = slot.kind === 'cron' ? '' : `${slot.kind}:`;
  const key = `${keyPrefixOf(row.name)}${end}${slot.slot_at.toISOString()}`;
  const made: NewJob = {
    id: makeJobId(SYSTEM_OWNER, row.type),
    owner: SYSTEM_OWNER,
    type: row.type,
    input: row.input,
    options: '{}',
    idemKey: key,
    idemHash: null,
    maxAttempts: contract.limits.attempts,
    delayMs: 0,
    retryOf: null,
    parentId: null,
    traceId: randomBytes(16).toString('hex'),
  };
  const { rows } = await client.query<JobRow>(submitSql, submitValues([made]));
  const job = rows[0] ?? null;
  await client.query(
    `update schedule_slots set outcome = 'started',
       job_id = coalesce($4, (select id from jobs where owner = $5 and idem_key = $6))
     where schedule = $1 and slot_at = $2 and kind = $3`,
    [row.name, slot.slot_at, slot.kind, job?.id ?? null, SYSTEM_OWNER, key],
  );
  return job;
};

/** Which of the waiting slots go by the overlap policy, and which go on waiting. */
const divide = (waiting: readonly WaitingSlot[], row: ScheduleRow, busy: boolean) => {
  if (row.overlap === 'replace') return { kept: waiting.slice(-1), skipped: waiting.slice(0, -1) };
  const room = row.overlap === 'skip' ? (busy ? 0 : 1) : MAX_WAITING;
  return { kept: waiting.slice(0, room), skipped: waiting.slice(room) };
};

/**
 * Starts what may start, and skips what the overlap policy does not let wait. Expects the schedule's row
 * to be locked by the transaction of `client`, so that nobody else decides meanwhile.
 */
export const settleSlots = async (
  client: PoolClient,
  row: ScheduleRow,
  contract: JobContract,
): Promise<Settled> => {
  const { rows: waiting } = await client.query<WaitingSlot>(
    `select slot_at, kind from schedule_slots where schedule = $1 and outcome = 'waiting' order by slot_at, kind`,
    [row.name],
  );
  if (waiting.length === 0) return { started: null, live: [], cancel: [], outcomes: [] };
  const live = await liveRuns(client, row.name);
  const busy = live.length > 0;
  const { kept, skipped } = divide(waiting, row, busy);
  for (const slot of skipped) await setOutcome(client, row.name, slot, 'skipped_overlap');
  const outcomes: SlotOutcome[] = skipped.map(() => 'skipped_overlap');
  const [first] = kept;
  if (busy || !first) {
    return { started: null, live, cancel: row.overlap === 'replace' ? live : [], outcomes };
  }
  const started = await submit(client, row, contract, first);
  return { started, live, cancel: [], outcomes: [...outcomes, 'started'] };
};
