import { isQuantified } from '../../text/figures';
import { isDeed, opensWithAction, pastOfBase, pastOfGerund, pastOfNoun } from './action-verbs';

export interface BulletAdvice {
  readonly was: string;
  /** Null where there is nothing to change, or where only the writer can know what to put. */
  readonly now: string | null;
  readonly tips: readonly string[];
}

const LONGEST_BULLET_WORDS = 32;

/** Openings that say nothing; what follows them may be turned into what was done. */
const EMPTY_OPENING =
  /^(?:(?:i\s+)?(?:was|were|am|is|been)\s+)?(?:also\s+)?(?:(?:solely|mainly|primarily|fully|partly)\s+)?(?:responsible\s+for|in\s+charge\s+of|tasked\s+with|accountable\s+for|charged\s+with)\s+/i;
const EMPTY_LIST =
  /^(?:(?:my|key|main|primary|daily)\s+)*(?:duties|responsibilities|tasks|role|job|work)\s+(?:included|include|was\s+to|were\s+to|involved|consisted\s+of)\s*:?\s*/i;
/** Openings that hide one's own part: only the writer knows it. */
const HIDDEN_PART =
  /^(?:i\s+)?(?:helped|assisted|supported|worked|participated|contributed|involved|was\s+involved|took\s+part|collaborated|handled|dealt)\b(?:\s+(?:to|on|with|in))?/i;
/** `Managing a warehouse`, but not `Engineering excellence award`. */
const OPEN_GERUND = /^\p{L}+ing\s+(?:a|an|the|all|our|new|daily|\d)/iu;
const PRONOUN = /^(?:i|we)\s+(?:have\s+|had\s+)?(?:also\s+)?/i;
const FILLER = /^(?:successfully|effectively|efficiently|proactively|actively)\s+/i;

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * `building and maintaining REST APIs` → `built and maintained REST APIs`, `the design of forms` →
 * `designed forms`. Undefined where a word is no known verb, or nothing would follow it.
 */
const asDeed = (rest: string): string | undefined => {
  const verbs = /^(\p{L}+ing)((?:,\s*\p{L}+ing)*)(?:,?\s+(and|or)\s+(\p{L}+ing))?\s+(\S.*)$/iu.exec(
    rest,
  );
  if (verbs) {
    const [, first = '', more = '', joint, last, object = ''] = verbs;
    // “apps and testing tools”: a second deed or a thing? Only the writer knows.
    const doubtful = [...object.matchAll(/\b(?:and|or)\s+(\p{L}+ing)\s/giu)];
    if (doubtful.some(([, word]) => pastOfGerund(word ?? ''))) return undefined;
    const all = [first, ...more.split(',').map((word) => word.trim()), last ?? ''].filter(Boolean);
    const pasts = all.map(pastOfGerund);
    if (pasts.some((past) => past === undefined)) return undefined;
    if (!isDeed(all.at(-1) ?? '', object)) return undefined;
    const head = joint ? pasts.slice(0, -1) : pasts;
    const tail = joint ? ` ${joint} ${pasts.at(-1)}` : '';
    return `${head.join(', ')}${tail} ${object.replace(/^of\s+/i, '')}`;
  }
  const noun = /^(?:the\s+)?(\p{L}+)\s+of\s+(\S.*)$/iu.exec(rest);
  const past = noun ? pastOfNoun(noun[1] ?? '') : undefined;
  if (noun && past) return `${past} ${noun[2]}`;
  const infinitive = /^(?:to\s+)?(\p{L}+)\s+(\S.*)$/iu.exec(rest);
  const done = infinitive ? pastOfBase(infinitive[1] ?? '') : undefined;
  return infinitive && done ? `${done} ${infinitive[2]}` : undefined;
};

/** The bullet with a stronger opening, null where it needs none, undefined where only its writer can. */
const strengthen = (bullet: string): string | null | undefined => {
  const plain = bullet.replace(PRONOUN, '').replace(FILLER, '');
  for (const opening of [EMPTY_OPENING, EMPTY_LIST]) {
    if (opening.test(plain)) return asDeed(plain.replace(opening, ''));
  }
  if (/^worked\s+on\s+\p{L}+ing\s/iu.test(plain)) {
    const deed = asDeed(plain.replace(/^worked\s+on\s+/i, ''));
    if (deed) return deed;
  }
  if (HIDDEN_PART.test(plain)) return undefined;
  if (opensWithAction(plain)) return plain === bullet ? null : plain;
  return OPEN_GERUND.test(plain) ? asDeed(plain) : undefined;
};

const tipsFor = (bullet: string, outcome: string | null | undefined): string[] => {
  const tips: string[] = [];
  const hidden = HIDDEN_PART.exec(bullet)?.[0];
  if (outcome === undefined) {
    tips.push(
      hidden
        ? `Say what you yourself did instead of “${hidden}”: built, planned, tested, taught?`
        : 'Open with a verb that says what you did.',
    );
  } else if (outcome !== null) {
    tips.push('The opening now says what was done.');
  }
  if (!isQuantified(bullet)) {
    tips.push(
      'Add a figure you can prove: how many, how much, how often, or by how much it changed.',
    );
  }
  if (bullet.split(/\s+/).length > LONGEST_BULLET_WORDS) {
    tips.push(`Cut it to ${LONGEST_BULLET_WORDS} words or fewer.`);
  }
  if (/\b(?:I|my|we|our|me|us)\b/.test(bullet.replace(PRONOUN, ''))) {
    tips.push('Leave out I, my, we and our.');
  }
  return tips;
};

/** Advice on one bullet by rule. Takes words away or changes their form; never adds a fact or a figure. */
export const rewriteBullet = (was: string): BulletAdvice => {
  const outcome = strengthen(was);
  const now = typeof outcome === 'string' ? capitalise(outcome) : null;
  return { was, now: now === was ? null : now, tips: tipsFor(was, outcome) };
};
