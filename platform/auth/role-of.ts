import type { Role } from '#contracts/roles';

/** Lower-case e-mail addresses by role. */
export interface RoleEmails {
  readonly adminEmails: readonly string[];
  readonly operatorEmails: readonly string[];
  readonly viewerEmails: readonly string[];
}

/**
 * The role of a person by e-mail address; of several the highest. Asked anew at each request, so that an
 * address taken off a list has lost its role at once.
 *
 * @param emails as `config.auth` holds them
 */
export const roleOf = (email: string, emails: RoleEmails): Role => {
  const address = email.trim().toLowerCase();
  if (emails.adminEmails.includes(address)) return 'admin';
  if (emails.operatorEmails.includes(address)) return 'operator';
  return emails.viewerEmails.includes(address) ? 'viewer' : 'user';
};
