import {
  type AlertEvent,
  type AlertKind,
  type AlertScope,
  jobAlertEvents,
  operatorAlertEvents,
} from '#contracts/alert-events';
import type { AlertEndpointEdit } from '#contracts/alerts';
import { deliverAlert } from '#contracts/jobs/deliver-alert';
import { findContract } from '#contracts/jobs/index';
import { AppError } from '../app-error';
import type { AllowList } from '../net/allow-list';
import { assertPublicUrl } from '../net/assert-public-url';
import { OutgoingError } from '../net/outgoing-error';

const refuse = (path: string, code: string, message: string): never => {
  throw new AppError('invalid_input', `${path}: ${message}`, { errors: [{ path, code, message }] });
};

/**
 * What an address itself tells; what its name resolves to is checked for each connection.
 *
 * @throws AppError blocked_address, invalid_input
 */
const checkUrl = (url: string, allow: AllowList): void => {
  try {
    assertPublicUrl(url, { allow, schemes: ['https:'] });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    const code = error.code === 'blocked_address' ? 'blocked_address' : 'invalid_input';
    throw new AppError(code, error.message, {
      cause: error,
      errors: [{ path: 'url', code: error.code, message: error.message }],
    });
  }
};

const checkEvents = (events: readonly AlertEvent[], scope: AlertScope): void => {
  const allowed: readonly AlertEvent[] = scope === 'mine' ? jobAlertEvents : operatorAlertEvents;
  const other = events.find((one) => !allowed.includes(one));
  if (other) refuse('events', 'not_here', `“${other}” is none of: ${allowed.join(', ')}.`);
};

const checkTypes = (types: readonly string[]): void => {
  const unknown = types.find((one) => one === deliverAlert.type || !findContract(one));
  if (unknown) refuse('types', 'unknown_job_type', `There are no alerts of “${unknown}”.`);
};

/**
 * Holds what a person asks for against what there is.
 *
 * @throws AppError invalid_input, blocked_address
 */
export const checkEndpoint = (
  { scope, kind }: { readonly scope: AlertScope; readonly kind: AlertKind },
  { url, events, types }: Pick<AlertEndpointEdit, 'url' | 'events' | 'types'>,
  allow: AllowList,
): void => {
  if (events) checkEvents(events, scope);
  if (types) checkTypes(types);
  if (url === undefined) return;
  if (kind === 'email') refuse('url', 'not_here', 'Mail goes to your sign-in address.');
  checkUrl(url, allow);
};
