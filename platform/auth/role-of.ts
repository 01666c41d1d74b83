import type { Role } from '#contracts/auth';

/**
 * The role of a person by e-mail address. Asked anew at each request, so that an address taken off
 * ADMIN_EMAILS is an admin no longer.
 *
 * @param adminEmails lower-case addresses, as `config.auth.adminEmails` holds them
 */
export const roleOf = (email: string, adminEmails: readonly string[]): Role =>
  adminEmails.includes(email.trim().toLowerCase()) ? 'admin' : 'user';
