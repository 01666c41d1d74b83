/** `npm run token -- --user ID [--role viewer|operator|admin] [--ttl 1h]`: prints a token for curl and other callers of the API. */
import { parseArgs } from 'node:util';
import { API_AUDIENCE, roleSchema } from '#contracts/auth';
import { type Role, roles } from '#contracts/roles';
import { createTokens } from '#platform/auth/create-tokens';
import { exitWith, StartError } from './bootstrap/start-error.mjs';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

const USAGE = 'npm run token -- --user ID [--role viewer|operator|admin] [--ttl 1h]';

/** @param text a number and s, m, h or d */
const parseTtl = (text: string): number => {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  if (!seconds) throw new StartError(`--ttl ${text} is not a time; write 30s, 15m, 1h or 7d.`);
  return seconds;
};

/** `--admin` is `--role admin`. */
const parseRole = (name: string | undefined, admin: boolean): Role => {
  const role = roleSchema.safeParse(name ?? (admin ? 'admin' : 'user'));
  if (role.success) return role.data;
  throw new StartError(`--role ${name} does not exist; use ${roles.join(', ')}.`);
};

const token = () => {
  const { values } = parseArgs({
    options: {
      user: { type: 'string' },
      role: { type: 'string' },
      admin: { type: 'boolean', default: false },
      ttl: { type: 'string', default: '1h' },
    },
  });
  if (!values.user) throw new StartError(`Say for whom: ${USAGE}`);
  const secret = process.env.JWT_SECRET;
  if (!secret)
    throw new StartError('There is no secret yet; run npm start once, or set JWT_SECRET.');
  const signed = createTokens(secret).sign({
    userId: values.user,
    role: parseRole(values.role, values.admin),
    audience: API_AUDIENCE,
    ttlSeconds: parseTtl(values.ttl),
  });
  console.log(signed.token);
};

try {
  token();
} catch (error) {
  exitWith(error);
}
