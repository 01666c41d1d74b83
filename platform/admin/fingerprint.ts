import { createHash } from 'node:crypto';
import type { JobError } from '#contracts/job';

/** What stands for whatever differs from case to case. */
const BLANK = '…';
const MAX_LENGTH = 200;
/** Looked at; what a worker writes is no longer. Bounds the work on whatever else comes. */
const MAX_LOOKED_AT = 500;

/** In this order: an address may hold an id, an id a number. */
const varying: readonly RegExp[] = [
  // Addresses of the web, of mail and of files.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s'"`<>)\]]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<![\w/])(?:\.{0,2}\/)[\w@.-]+(?:\/[\w@.-]+)+/g,
  // What somebody put in quotes, whatever quotes they are.
  /"[^"]*"|`[^`]*`|“[^”]*”|«[^»]*»|‘[^’]*’|(?<!\w)'[^']*'(?!\w)/g,
  // Job ids, UUIDs, hashes and other names made by machines.
  /[\w.@-]+~[a-z0-9-]+~[0-9a-z]{20,}/gi,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?=[0-9a-z_-]*\d)(?=[0-9a-z_-]*[a-z])[0-9a-z_-]{8,}\b/gi,
  // Numbers, with sign, point, exponent and unit.
  /[-+]?\d[\d.,:_]*(?:e[-+]?\d+)?(?:\s?(?:ms|s|min|h|d|%|[kmg]i?b|b)\b)?/gi,
];

/**
 * A failure's message without what differs from case to case: addresses, quoted words, ids and numbers
 * stand as `…`, in a row as one.
 */
export const normaliseMessage = (message: string): string => {
  let text = message.slice(0, MAX_LOOKED_AT);
  for (const pattern of varying) text = text.replace(pattern, BLANK);
  text = text.replace(/\s+/g, ' ').replace(/…(?:[\s,;/:.-]*…)+/g, BLANK);
  return text.trim().slice(0, MAX_LENGTH);
};

/**
 * Names the group a failure belongs to: the same for jobs of one type that failed in the same way.
 * Written with the failure, so that a change of these rules begins new groups and moves no old ones.
 *
 * @returns 16 hexadecimal digits
 */
export const fingerprintOf = (type: string, error: Pick<JobError, 'code' | 'message'>): string =>
  createHash('sha256')
    .update(JSON.stringify([type, error.code, normaliseMessage(error.message)]))
    .digest('hex')
    .slice(0, 16);
