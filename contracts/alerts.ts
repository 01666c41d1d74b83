import { z } from 'zod';
import { alertEvents, alertKinds, alertScopes } from './alert-events';
import { jobSchema } from './job';

export const alertEndpointStates = ['active', 'disabled', 'unconfirmed'] as const;
/** Why it is disabled: by hand, the other side answered 410, its address is not public, or it took nothing for long. */
export const alertDisabledReasons = ['owner', 'gone', 'blocked', 'failing'] as const;

/** Messages to all endpoints of a person (or of the operators) within a minute; what is over that waits. */
export const ALERTS_PER_MINUTE = 60;
/** Largest message, in bytes; a result that does not fit is left out. */
export const MAX_ALERT_BYTES = 32 * 1024;
/** Jobs that a digest names. */
export const MAX_DIGEST_JOBS = 100;
/** Digits of the code that confirms a mail address. */
export const CONFIRM_CODE_LENGTH = 8;

const types = z.array(z.string().regex(/^[a-z0-9-]{1,48}$/)).max(50);
const name = z.string().trim().max(60);
const url = z.string().trim().min(1).max(2_048);
const events = z.array(z.enum(alertEvents)).min(1).max(alertEvents.length);

/** Body of POST /api/alerts/endpoints. Mail goes to the caller's own sign-in address and nowhere else. */
export const alertEndpointRequestSchema = z.strictObject({
  scope: z.enum(alertScopes).default('mine'),
  kind: z.enum(alertKinds),
  name: name.default(''),
  /** Of webhooks and Slack: https. */
  url: url.optional(),
  events,
  /** Empty: every job type. */
  types: types.default([]),
  /** Language of mail and Slack; an unknown one counts as English. */
  lang: z.string().max(35).default('en'),
});
export type AlertEndpointRequest = z.output<typeof alertEndpointRequestSchema>;

/** Body of PATCH /api/alerts/endpoints/:id. */
export const alertEndpointEditSchema = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  events: events.optional(),
  types: types.optional(),
  /** True switches it on again; what happened meanwhile is not told. */
  enabled: z.boolean().optional(),
  /** The version that was looked at: another one by now is a `conflict`. */
  version: z.number().int().min(1),
});
export type AlertEndpointEdit = z.output<typeof alertEndpointEditSchema>;

export const alertConfirmSchema = z.strictObject({
  code: z.string().regex(/^\d{8}$/, 'Eight digits'),
});

export const alertEndpointParamsSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'This is not the id of an endpoint'),
});

/** An endpoint as its owner sees it; neither its secret nor the path of its address. */
export const alertEndpointSchema = z.object({
  id: z.string(),
  scope: z.enum(alertScopes),
  /** `config`: from the environment; it can be tested and switched off, not changed. */
  source: z.enum(['page', 'config']),
  kind: z.enum(alertKinds),
  name: z.string(),
  /** Origin of the address, or the mail address. */
  target: z.string(),
  events: z.array(z.enum(alertEvents)),
  types: z.array(z.string()),
  state: z.enum(alertEndpointStates),
  reason: z.enum(alertDisabledReasons).nullable(),
  lastSuccessAt: z.string().nullable(),
  /** Until then the secret before the last change signs too. */
  previousSecretUntil: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
});
export type AlertEndpoint = z.infer<typeof alertEndpointSchema>;

/** Answer of GET /api/alerts/endpoints. */
export const alertEndpointListSchema = z.object({
  mine: z.array(alertEndpointSchema),
  /** Null for whoever is no admin. */
  operators: z.array(alertEndpointSchema).nullable(),
  /** Whether this installation can send mail, and to which address of the caller; null: there is none. */
  mail: z.object({ available: z.boolean(), address: z.string().nullable() }),
});
export type AlertEndpointList = z.infer<typeof alertEndpointListSchema>;

/** Answer of POST …/endpoints and …/rotate-secret. `secret` is shown here and never again; null where there is none. */
export const alertEndpointAnswerSchema = z.object({
  endpoint: alertEndpointSchema,
  secret: z.string().nullable(),
});
export type AlertEndpointAnswer = z.infer<typeof alertEndpointAnswerSchema>;

/** `retrying`: the last attempt failed, another comes. `dropped`: its endpoint was switched off meanwhile. */
export const alertDeliveryStates = [
  'waiting',
  'retrying',
  'delivered',
  'failed',
  'dropped',
] as const;

export const alertDeliverySchema = z.object({
  /** The `webhook-id`. */
  id: z.string(),
  endpointId: z.string(),
  /** An event, `<event>.digest` for several of a kind, or `test`. */
  event: z.string(),
  /** A job's id or a schedule's name; null for a test and a digest. */
  subject: z.string().nullable(),
  /** Causes it stands for; more than one in a digest. */
  causes: z.number().int(),
  state: z.enum(alertDeliveryStates),
  attempts: z.number().int(),
  /** HTTP or SMTP status of the last answer. */
  lastStatus: z.number().int().nullable(),
  /** A short code, such as `timeout` or `http_500`; never the other side's words. */
  lastError: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
});
export type AlertDelivery = z.infer<typeof alertDeliverySchema>;

export const alertDeliveryQuerySchema = z.strictObject({
  endpoint: alertEndpointParamsSchema.shape.id.optional(),
  scope: z.enum(alertScopes).default('mine'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const alertDeliveryListSchema = z.object({ deliveries: z.array(alertDeliverySchema) });
export type AlertDeliveryList = z.infer<typeof alertDeliveryListSchema>;

/** Answer of POST …/endpoints/:id/test: what to look for in the deliveries. */
export const alertTestAnswerSchema = z.object({ deliveryId: z.string() });

/** What a webhook's body holds (Standard Webhooks): `type`, `timestamp`, `data`. */
export const alertPayloadSchema = z.object({
  type: z.string(),
  /** When it happened, not when it was sent. */
  timestamp: z.iso.datetime(),
  data: z.object({
    /** The job as GET /api/jobs/:id gives it; of a digest, the latest. Without its result for operators. */
    job: jobSchema.optional(),
    schedule: z.object({ name: z.string(), type: z.string(), failures: z.number() }).optional(),
    /** Of a digest: how many more there were after the one that was told. */
    digest: z
      .object({
        count: z.number().int(),
        jobType: z.string().nullable(),
        errorCode: z.string().nullable(),
        firstAt: z.iso.datetime(),
        lastAt: z.iso.datetime(),
        /** The first hundred. */
        jobIds: z.array(z.string()),
      })
      .optional(),
    /** Page to open. */
    url: z.string(),
  }),
});
export type AlertPayload = z.infer<typeof alertPayloadSchema>;
