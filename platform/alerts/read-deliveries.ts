import type { Pool } from 'pg';
import type { AlertScope } from '#contracts/alert-events';
import type { AlertDelivery } from '#contracts/alerts';
import type { LedgerState } from '../store/job-row';

interface DeliveryRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly event: string;
  readonly subject: string | null;
  readonly causes: number;
  readonly attempts: number;
  readonly delivered_at: Date | null;
  readonly dropped_at: Date | null;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly created_at: Date;
  /** Of its job; null where that was removed. */
  readonly state: LedgerState | null;
  readonly run_at: Date | null;
  readonly job_error: string | null;
}

const sql = `
select d.id, d.endpoint_id, d.event, d.subject, d.causes, d.attempts, d.delivered_at, d.dropped_at, d.last_status,
  d.last_error, d.created_at, j.state, j.run_at, j.error::jsonb ->> 'code' as job_error
from alert_deliveries d join alert_endpoints e on e.id = d.endpoint_id left join jobs j on j.id = d.job_id
where e.scope = $1 and (e.scope = 'operators' or e.owner = $2) and ($3::text is null or e.id = $3)
order by d.created_at desc, d.id limit $4`;

/** How far its job is says how far a delivery is. */
const stateOf = ({
  delivered_at,
  dropped_at,
  state,
  last_error,
}: DeliveryRow): AlertDelivery['state'] => {
  if (delivered_at) return 'delivered';
  if (dropped_at) return 'dropped';
  if (state === null || state === 'failed' || state === 'cancelled') return 'failed';
  return state === 'retrying' || last_error ? 'retrying' : 'waiting';
};

const view = (row: DeliveryRow): AlertDelivery => {
  const state = stateOf(row);
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    event: row.event,
    subject: row.subject,
    causes: row.causes,
    state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error ?? (state === 'failed' ? row.job_error : null),
    nextAttemptAt: row.state === 'retrying' ? (row.run_at?.toISOString() ?? null) : null,
    createdAt: row.created_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
};

/** The latest deliveries of a person's endpoints, or of the operators'. Whoever calls has checked the role. */
export const readDeliveries = async (
  pool: Pool,
  asked: {
    readonly scope: AlertScope;
    readonly owner: string;
    readonly endpoint: string | undefined;
    readonly limit: number;
  },
): Promise<AlertDelivery[]> => {
  const { scope, owner, endpoint, limit } = asked;
  const { rows } = await pool.query<DeliveryRow>(sql, [scope, owner, endpoint ?? null, limit]);
  return rows.map(view);
};
