import type { Pool, PoolClient } from 'pg';
import type { AlertScope } from '#contracts/alert-events';

type AlertChange =
  | 'create'
  | 'edit'
  | 'enable'
  | 'disable'
  | 'remove'
  | 'rotate'
  | 'test'
  | 'code'
  | 'confirm';

/** Who did what to an endpoint. @param detail names of what was changed, never its values */
export const noteChange = async (
  client: Pool | PoolClient,
  { id, scope }: { readonly id: string; readonly scope: AlertScope },
  actor: string,
  action: AlertChange,
  detail?: string,
): Promise<void> => {
  await client.query(
    'insert into alert_changes (endpoint_id, scope, actor, action, detail) values ($1, $2, $3, $4, $5)',
    [id, scope, actor, action, detail ?? null],
  );
};
