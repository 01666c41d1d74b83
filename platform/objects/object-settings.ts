import { z } from 'zod';
import type { S3Settings } from './s3-driver';
import type { SupabaseSettings } from './supabase-driver';

/** Where objects are kept, and their limits. */
export interface ObjectSettings {
  readonly place:
    | { readonly driver: 'fs' }
    | ({ readonly driver: 's3' } & S3Settings)
    | ({ readonly driver: 'supabase' } & SupabaseSettings);
  /** Most bytes of one object. */
  readonly maxBytes: number;
  /** Longest that one call may take. */
  readonly timeoutMs: number;
}

const optional = z.string().trim().min(1).optional();
const address = z
  .string()
  .trim()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text) && !new URL(text).username,
    'is an address such as https://storage.example.com, without a name or a password',
  )
  .transform((text) => text.replace(/\/+$/, ''))
  .optional();

const schema = z.object({
  OBJECTS_DRIVER: z.enum(['fs', 's3', 'supabase']).default('fs'),
  OBJECTS_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(256 * 1024 * 1024)
    .default(10 * 1024 * 1024),
  OBJECTS_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000),
  S3_ENDPOINT: address,
  S3_REGION: z.string().trim().default('us-east-1'),
  S3_BUCKET: optional,
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false', '1', '0']).optional(),
  SUPABASE_URL: address,
  SUPABASE_SERVICE_ROLE_KEY: optional,
  SUPABASE_BUCKET: optional,
});
type Environment = z.infer<typeof schema>;

export const objectVariables: readonly string[] = Object.keys(schema.shape);

/** What a driver cannot do without. */
const needed = {
  fs: [],
  s3: ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  supabase: ['SUPABASE_URL', 'SUPABASE_SERVICE_ROLE_KEY', 'SUPABASE_BUCKET'],
} as const satisfies Record<string, readonly (keyof Environment)[]>;

const placeOf = (env: Environment): ObjectSettings['place'] => {
  // Proved to be there before.
  const given = (name: (typeof needed)['s3' | 'supabase'][number]) => env[name] ?? '';
  if (env.OBJECTS_DRIVER === 's3') {
    return {
      driver: 's3',
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      bucket: given('S3_BUCKET'),
      accessKeyId: given('S3_ACCESS_KEY_ID'),
      secretAccessKey: given('S3_SECRET_ACCESS_KEY'),
      // Amazon wants the bucket in the host's name, nearly everybody else in the path.
      forcePathStyle: env.S3_FORCE_PATH_STYLE
        ? ['true', '1'].includes(env.S3_FORCE_PATH_STYLE)
        : env.S3_ENDPOINT !== undefined,
    };
  }
  if (env.OBJECTS_DRIVER === 'fs') return { driver: 'fs' };
  return {
    driver: 'supabase',
    url: given('SUPABASE_URL'),
    serviceRoleKey: given('SUPABASE_SERVICE_ROLE_KEY'),
    bucket: given('SUPABASE_BUCKET'),
  };
};

/**
 * Object storage as the environment says, without its empty variables.
 *
 * @returns settings, and a line for each variable that is missing or cannot be used, never with its value
 */
export const readObjectSettings = (
  environment: Readonly<Record<string, string | undefined>>,
): { settings: ObjectSettings | null; problems: string[] } => {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    return { settings: null, problems };
  }
  const env = parsed.data;
  const problems = needed[env.OBJECTS_DRIVER]
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is missing; OBJECTS_DRIVER=${env.OBJECTS_DRIVER} needs it`);
  if (problems.length > 0) return { settings: null, problems };
  const settings = {
    place: placeOf(env),
    maxBytes: env.OBJECTS_MAX_BYTES,
    timeoutMs: env.OBJECTS_TIMEOUT_MS,
  };
  return { settings, problems };
};
