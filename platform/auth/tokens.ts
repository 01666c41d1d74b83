import type { Claims } from '#contracts/auth';
import type { Role } from '#contracts/roles';

export interface SignRequest {
  readonly userId: string;
  readonly role: Role;
  readonly audience: 'jobwire' | 'jobwire-socket';
  readonly ttlSeconds: number;
  readonly sessionId?: string;
}

/** Signs and checks our tokens: HS256 under the secret, or under the previous one while it rotates. */
export interface Tokens {
  sign(request: SignRequest): { token: string; expiresAt: number; tokenId: string };
  /**
   * @param accept audiences that pass here: HTTP takes API tokens only, the socket takes both.
   * @throws AppError token_expired for a good token past its time, token_invalid for everything else
   */
  verify(token: string, accept: readonly Claims['aud'][]): Claims;
}

/** Who was thrown out before their token's time. Held in Redis, mirrored in memory, told to every process at once. */
export interface Revocations {
  /** Answers from memory. */
  isRevoked(claims: Claims): boolean;
  /** Revokes one session, one token, or all tokens of a user made before now. Reaches every process within 1 s. */
  revoke(what: { sessionId: string } | { tokenId: string } | { userId: string }): Promise<void>;
  /** Called when something was revoked: check the sockets at hand again. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
