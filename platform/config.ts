import { z } from 'zod';
import { priceTableSchema } from './ai/price-usage';
import { alertProblems } from './alerts/alert-settings';
import { isWebhookSecret } from './alerts/webhook-secret';
import { isAllowListEntry } from './net/allow-list';
import { defaultTrackingParams, parseNewsFeeds } from './news/feed-settings';
import { objectVariables, readObjectSettings } from './objects/object-settings';
import { readScheduleTimes, scheduleVariables } from './schedules/schedule-settings';

/**
 * The only place that names environment variables. Parsed once at start; every bad field is named,
 * with what was expected, so that one restart mends them all. `.env.example` lists the same names.
 */

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0'])
    .transform((text) => text === 'true' || text === '1')
    .default(fallback);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const optional = z
  .string()
  .optional()
  .transform((text) => (text?.trim() ? text.trim() : undefined));

/** A limit that may be left out. */
const most = z.coerce.number().positive().optional();
const prices = z
  .string()
  .default('{}')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(priceTableSchema);

const newsFeeds = z
  .string()
  .default('')
  .transform((text, context) => {
    try {
      return parseNewsFeeds(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

/** Secrets that appear in tutorials and samples: never good enough, whatever their length. */
const knownSecrets = /^(change-?me|secret|password|your-|example|default|jwt-?secret|test)/i;
const secret = z
  .string()
  .min(32, 'needs 32 characters or more; make one with: openssl rand -base64 48')
  .refine(
    (text) => !knownSecrets.test(text),
    'is a well-known default; make one with: openssl rand -base64 48',
  )
  .refine(
    (text) => new Set(text).size >= 8,
    'repeats too few characters; make one with: openssl rand -base64 48',
  );

const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  /** Read by npm start alone. */
  PROCESSES: optional,
  PORT: port(3000),
  SOCKET_PORT: port(3001),
  WORKER_PORT: port(3002),
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: optional,
  REDIS_HOST: optional,
  REDIS_PORT: port(6379),
  REDIS_PASSWORD: optional,
  REDIS_CLUSTER_NODES: list,
  DATABASE_URL: z
    .string({ error: 'is missing; npm start sets it for the embedded database' })
    .min(1),
  /** Set by the bootstrap when DATABASE_URL leads to the embedded database. */
  DATABASE_EMBEDDED: flag(false),
  DATA_DIR: z.string().default('.data'),
  JWT_SECRET: secret,
  JWT_SECRET_PREVIOUS: secret.optional(),
  CORS_ORIGIN: list.refine(
    (origins) =>
      origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'lists origins such as https://jobs.example.com; a star or a path is no origin',
  ),
  WEB_PUBLIC_URL: optional,
  SOCKET_PUBLIC_URL: optional,
  TRUST_PROXY: flag(false),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(5),
  WORKER_MAX_JOBS: z.coerce.number().int().min(0).default(10),
  WORKER_GRACE_MS: z.coerce.number().int().min(0).default(30_000),
  MAX_QUEUED_JOBS: z.coerce.number().int().min(1).default(100_000),
  API_RATE_PER_MINUTE: z.coerce.number().int().min(0).default(600),
  ENABLE_BACKGROUND_JOBS: flag(true),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  RETENTION_KEEP_COMPLETED: z.coerce.number().int().min(0).max(10_000).default(100),
  RETENTION_KEEP_FAILED: z.coerce.number().int().min(0).max(10_000).default(200),
  LANGUAGE_WINDOW_DAYS: z.coerce.number().int().min(1).max(366).default(30),
  LANGUAGE_MIN_USES: z.coerce.number().int().min(1).max(1_000_000_000).default(20),
  LANGUAGE_MIN_SHARE: z.coerce.number().min(0).max(1).default(0.03),
  LANGUAGE_MAX_FREQUENT: z.coerce.number().int().min(1).max(20).default(6),
  LANGUAGE_HYSTERESIS: z.coerce.number().min(0).max(10).default(0.5),
  LANGUAGE_KEEP_DAYS: z.coerce.number().int().min(0).max(3_650).default(30),
  LANGUAGE_KEEP_ITEMS: z.coerce.number().int().min(0).max(10_000).default(20),
  ALLOW_GUESTS: z.enum(['true', 'false', '1', '0']).optional(),
  ADMIN_EMAILS: list,
  OPERATOR_EMAILS: list,
  VIEWER_EMAILS: list,
  METRICS_TOKEN: optional,
  OUTBOUND_ALLOW: list.refine(
    (entries) => entries.every(isAllowListEntry),
    'lists names, addresses and networks, each with a port or without: feeds.house:8080,10.20.0.0/16',
  ),
  NEWS_FEEDS: newsFeeds,
  NEWS_TRACKING_PARAMS: list,
  NEWS_ARTICLES_PER_RUN: z.coerce.number().int().min(1).max(1_000).default(500),
  NEWS_KEEP_DAYS: z.coerce.number().int().min(1).max(3_650).default(14),
  WEB_INTERNAL_URL: optional,
  WEB_PUSH: z.enum(['on', 'off']).default('on'),
  WEB_PUSH_CONTACT: optional.refine(
    (contact) => contact === undefined || /^(mailto:.+@.+|https:\/\/.+)$/.test(contact),
    'is an address such as mailto:ops@example.com or https://example.com/contact',
  ),
  ALERT_WEBHOOK_URL: optional,
  ALERT_WEBHOOK_SECRET: optional.refine(
    (text) => text === undefined || isWebhookSecret(text),
    'is whsec_ and 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)',
  ),
  ALERT_SLACK_URL: optional,
  ALERT_EMAIL_TO: list,
  SMTP_URL: optional.refine(
    (text) => text === undefined || /^smtps?:\/\/[^/\s]+/.test(text),
    'is an address such as smtp://user:password@mail.example.com:587, or smtps:// for TLS from the start',
  ),
  MAIL_FROM: optional,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  AI_PROVIDER: z.enum(['built-in', 'gemini', 'openai', 'openrouter', 'compatible']).optional(),
  AI_MODEL: optional,
  AI_EMBEDDING_MODEL: optional,
  AI_BASE_URL: optional,
  AI_API_KEY: optional,
  AI_TIMEOUT_MS: z.coerce.number().int().min(1).default(45_000),
  AI_MAX_CONCURRENCY: z.coerce.number().int().min(1).max(1_000).default(4),
  AI_PRICES: prices,
  AI_BUDGET_USD_PER_JOB: most,
  AI_BUDGET_USD_PER_DAY: most,
  AI_BUDGET_TOKENS_PER_JOB: most,
  AI_BUDGET_TOKENS_PER_DAY: most,
  AI_STARTS_PER_MINUTE: z.coerce.number().int().min(0).max(10_000).default(0),
  GEMINI_API_KEY: optional,
  OPENAI_API_KEY: optional,
  OPENROUTER_API_KEY: optional,
  OTEL_EXPORTER_OTLP_ENDPOINT: optional.refine(
    (url) => url === undefined || /^https?:\/\/[^\s]+$/.test(url),
    'is an address such as http://localhost:4318',
  ),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf', 'http/json'], {
      error: 'is http/protobuf or http/json; gRPC is not spoken here',
    })
    .default('http/protobuf'),
  /** Read by the exporter itself. */
  OTEL_EXPORTER_OTLP_HEADERS: optional,
  OTEL_SERVICE_NAME: optional,
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  BIGQUERY_PROJECT_ID: optional,
  BIGQUERY_DATASET: optional,
  BIGQUERY_LOCATION: z.string().default('US'),
  BIGQUERY_MAX_BYTES_BILLED: z.coerce.number().int().min(1).default(1_000_000_000),
  BIGQUERY_TABLE: z.string().default('postings'),
});

/** The name of every variable there is, for whoever must list them: `.env.example` and its test. */
export const environmentVariables: readonly string[] = [
  ...Object.keys(environmentSchema.shape),
  ...scheduleVariables,
  ...objectVariables,
];

/** Where a process of the same machine finds the web. */
const loopbackOf = ({ HOST, PORT }: { HOST: string; PORT: number }): string => {
  const host = ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
};

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the environment.
 *
 * @throws ConfigError naming every bad variable, one a line, never with its value.
 */
export const loadConfig = (environment: Readonly<Record<string, string | undefined>>) => {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(present);
  const schedules = readScheduleTimes(present);
  const objects = readObjectSettings(present);
  const halves = alertProblems(present);
  if (!parsed.success || schedules.problems.length > 0 || !objects.settings || halves.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const lines = [
      ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
      ...schedules.problems,
      ...objects.problems,
      ...halves,
    ];
    throw new ConfigError(
      `The configuration has errors:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const env = parsed.data;
  const webUrl = (env.WEB_PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '');
  return Object.freeze({
    production: env.NODE_ENV === 'production',
    host: env.HOST,
    webPort: env.PORT,
    socketPort: env.SOCKET_PORT,
    workerPort: env.WORKER_PORT,
    dataDir: env.DATA_DIR,
    logLevel: env.LOG_LEVEL,
    redis: {
      url:
        env.REDIS_URL ??
        `redis://${env.REDIS_PASSWORD ? `:${encodeURIComponent(env.REDIS_PASSWORD)}@` : ''}${env.REDIS_HOST ?? '127.0.0.1'}:${env.REDIS_PORT}`,
      clusterNodes: env.REDIS_CLUSTER_NODES,
      password: env.REDIS_PASSWORD,
    },
    database: { url: env.DATABASE_URL, embedded: env.DATABASE_EMBEDDED },
    auth: {
      secret: env.JWT_SECRET,
      previousSecret: env.JWT_SECRET_PREVIOUS,
      adminEmails: env.ADMIN_EMAILS.map((email) => email.toLowerCase()),
      operatorEmails: env.OPERATOR_EMAILS.map((email) => email.toLowerCase()),
      viewerEmails: env.VIEWER_EMAILS.map((email) => email.toLowerCase()),
      /** Guests may sign in: by default only on the embedded database. */
      allowGuests:
        env.ALLOW_GUESTS === undefined
          ? env.DATABASE_EMBEDDED
          : env.ALLOW_GUESTS === 'true' || env.ALLOW_GUESTS === '1',
      metricsToken: env.METRICS_TOKEN,
    },
    webUrl,
    socketUrl: (env.SOCKET_PUBLIC_URL ?? `http://localhost:${env.SOCKET_PORT}`).replace(/\/$/, ''),
    /** Origins a browser may call from: the web's own, unless CORS_ORIGIN names others. */
    allowedOrigins: env.CORS_ORIGIN.length > 0 ? env.CORS_ORIGIN : [webUrl],
    /** Whether X-Forwarded-For is believed: only behind a proxy of one's own. */
    trustProxy: env.TRUST_PROXY,
    apiRatePerMinute: env.API_RATE_PER_MINUTE,
    worker: {
      concurrency: env.WORKER_CONCURRENCY,
      /** Job starts per minute per owner; 0 = no limit. */
      startsPerMinute: env.WORKER_MAX_JOBS,
      graceMs: env.WORKER_GRACE_MS,
      schedules: env.ENABLE_BACKGROUND_JOBS,
    },
    objects: objects.settings,
    /** When each schedule runs, unless an admin has said otherwise. */
    schedules: schedules.times,
    retention: {
      days: env.RETENTION_DAYS,
      /** Latest jobs of an owner and type that stay whatever their age. */
      keepCompleted: env.RETENTION_KEEP_COMPLETED,
      keepFailed: env.RETENTION_KEEP_FAILED,
    },
    languages: {
      /** Days over which use is counted. */
      windowDays: env.LANGUAGE_WINDOW_DAYS,
      /** As `evaluationRulesSchema` of the contracts explains them. */
      rules: {
        minUses: env.LANGUAGE_MIN_USES,
        minShare: env.LANGUAGE_MIN_SHARE,
        maxFrequent: env.LANGUAGE_MAX_FREQUENT,
        hysteresis: env.LANGUAGE_HYSTERESIS,
      },
      /** What stays of a language that is no longer frequent: what is this young, and so many of the most read. */
      keepDays: env.LANGUAGE_KEEP_DAYS,
      keepItems: env.LANGUAGE_KEEP_ITEMS,
    },
    /** Machines that may be called at addresses people named although they are not public. */
    outboundAllow: env.OUTBOUND_ALLOW,
    news: {
      /** None: the bundled samples, which the web serves. */
      feeds: env.NEWS_FEEDS,
      /** Where other processes reach the web, for the bundled samples. */
      webInternalUrl: (env.WEB_INTERNAL_URL ?? env.WEB_PUBLIC_URL ?? loopbackOf(env)).replace(
        /\/$/,
        '',
      ),
      trackingParams:
        env.NEWS_TRACKING_PARAMS.length > 0 ? env.NEWS_TRACKING_PARAMS : defaultTrackingParams,
      /** Articles one run stores at most; the next goes on. */
      articlesPerRun: env.NEWS_ARTICLES_PER_RUN,
      keepDays: env.NEWS_KEEP_DAYS,
    },
    push: {
      enabled: env.WEB_PUSH === 'on',
      /** Whom a push service may write to about our messages; Apple's refuses localhost. */
      contact:
        env.WEB_PUSH_CONTACT ?? (webUrl.startsWith('https:') ? webUrl : 'mailto:jobwire@localhost'),
    },
    /** Where operators hear of failures, beside what admins add by page. */
    alerts: {
      webhook: env.ALERT_WEBHOOK_URL
        ? { url: env.ALERT_WEBHOOK_URL, secret: env.ALERT_WEBHOOK_SECRET ?? '' }
        : undefined,
      slackUrl: env.ALERT_SLACK_URL,
      emailTo: env.ALERT_EMAIL_TO,
    },
    /** Undefined: this installation sends no mail. */
    mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
    /** Live jobs over which a submit is refused with `queue_full`. */
    maxQueuedJobs: env.MAX_QUEUED_JOBS,
    ai: {
      provider: env.AI_PROVIDER,
      model: env.AI_MODEL,
      /** `built-in`, or a model of the provider; undefined = what suits the provider. */
      embeddingModel: env.AI_EMBEDDING_MODEL,
      baseUrl: env.AI_BASE_URL,
      keys: {
        gemini: env.GEMINI_API_KEY,
        openai: env.OPENAI_API_KEY,
        openrouter: env.OPENROUTER_API_KEY,
        compatible: env.AI_API_KEY,
      },
      /** Longest one call to a provider may take. */
      timeoutMs: env.AI_TIMEOUT_MS,
      /** Calls to a provider at once, all workers together. */
      maxConcurrency: env.AI_MAX_CONCURRENCY,
      /** Calls to a provider that may start within a minute, all workers together; 0 = no limit. */
      startsPerMinute: env.AI_STARTS_PER_MINUTE,
      /** US dollars per million tokens, by model. */
      prices: env.AI_PRICES,
      /** Most that may be spent; undefined = no limit. */
      budget: {
        usdPerJob: env.AI_BUDGET_USD_PER_JOB,
        usdPerDay: env.AI_BUDGET_USD_PER_DAY,
        tokensPerJob: env.AI_BUDGET_TOKENS_PER_JOB,
        tokensPerDay: env.AI_BUDGET_TOKENS_PER_DAY,
      },
    },
    /** Where spans go; undefined = nowhere, and nothing is recorded. */
    tracing:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
            protocol: env.OTEL_EXPORTER_OTLP_PROTOCOL,
            serviceName: env.OTEL_SERVICE_NAME,
            sampler: env.OTEL_TRACES_SAMPLER,
            /** Share of traces, from 0 to 1; for the samplers that take one. */
            samplerRatio: env.OTEL_TRACES_SAMPLER_ARG,
          },
    bigquery: {
      projectId: env.BIGQUERY_PROJECT_ID,
      dataset: env.BIGQUERY_DATASET,
      location: env.BIGQUERY_LOCATION,
      maxBytesBilled: env.BIGQUERY_MAX_BYTES_BILLED,
      /** Table of postings within the dataset; its columns are in docs/systems/careers.md. */
      table: env.BIGQUERY_TABLE,
    },
  });
};

export type Config = ReturnType<typeof loadConfig>;
