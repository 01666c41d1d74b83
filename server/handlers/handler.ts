import type { Platform } from '#platform/platform';
import type { Connection, Session } from '../connection';
import type { ServerLimits } from '../limits';
import type { PulseFeed } from '../pulse';
import type { Relay } from '../relay/create-relay';

export interface HandlerContext {
  readonly platform: Platform;
  readonly relay: Relay;
  readonly pulse: PulseFeed;
  readonly limits: ServerLimits;
}

/** A client's request: who sent it, and what it says, not yet checked. */
export interface Request {
  readonly connection: Connection;
  readonly session: Session;
  readonly payload: unknown;
}

/** An answer, and what is to happen right after it was sent. */
export interface Answer {
  readonly body: object;
  readonly afterwards?: () => void;
}

/** Answers one event of a client. @throws AppError, which becomes the acknowledgement */
export type Handler = (context: HandlerContext, request: Request) => Promise<Answer> | Answer;
