import { z } from 'zod';
import { MAX_USER_ID_LENGTH } from './limits';
import { roles } from './roles';

/** `iss` and `aud` of API tokens. Socket tokens carry `SOCKET_AUDIENCE`, so neither passes for the other. */
export const TOKEN_ISSUER = 'jobwire';
export const API_AUDIENCE = 'jobwire';
/** Audience of the short-lived token that opens a socket; an API token opens one as well. */
export const SOCKET_AUDIENCE = 'jobwire-socket';

export const roleSchema = z.enum(roles);

/** A user id from outside: visible characters only, no white space. */
export const userIdSchema = z
  .string()
  .min(1)
  .max(MAX_USER_ID_LENGTH)
  .regex(/^[^\s\p{C}{}]+$/u, 'Use visible characters without spaces or braces')
  .refine((id) => !['__proto__', 'constructor', 'prototype'].includes(id));

/** Claims of our tokens. Times are seconds since 1970 (NumericDate, RFC 7519). */
export const claimsSchema = z.object({
  sub: userIdSchema,
  iss: z.literal(TOKEN_ISSUER),
  aud: z.enum([API_AUDIENCE, SOCKET_AUDIENCE]),
  exp: z.number().int().positive(),
  iat: z.number().int().positive().optional(),
  nbf: z.number().int().positive().optional(),
  jti: z.string().min(1).max(64).optional(),
  /** Sign-in session the token was made from; revoking the session revokes it. */
  sid: z.string().min(1).max(128).optional(),
  role: roleSchema.default('user'),
});
export type Claims = z.infer<typeof claimsSchema>;
