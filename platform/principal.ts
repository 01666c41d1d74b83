import type { Role } from '#contracts/roles';

/** Who asks, once it has been proved. */
export interface Principal {
  readonly userId: string;
  readonly role: Role;
  /** How it was proved; cookies need the cross-site check, tokens do not. */
  readonly via: 'session' | 'token';
  readonly sessionId?: string;
  readonly tokenId?: string;
  /** When the token that proved it ends, in milliseconds since 1970; what is made from it ends no later. */
  readonly expiresAt?: number;
}
