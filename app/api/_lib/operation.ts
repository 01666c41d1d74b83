import type { z } from 'zod';
import type { Access } from './authenticate';

interface Answer {
  readonly description: string;
  /** A schema for JSON, or the media type of something else. */
  readonly schema?: z.ZodType | string;
  readonly headers?: Record<string, unknown>;
}

/** One method of one path, as the OpenAPI document tells it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly tag:
    | 'jobs'
    | 'live'
    | 'sign-in'
    | 'lessons'
    | 'guidelines'
    | 'languages'
    | 'schedules'
    | 'alerts'
    | 'news'
    | 'operations'
    | 'account';
  readonly summary: string;
  readonly auth: Access;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly headers?: readonly Record<string, unknown>[];
  readonly answers: Record<string, Answer>;
  /** Refusals that are this operation's own, by status. */
  readonly refusals: Record<string, string>;
}
