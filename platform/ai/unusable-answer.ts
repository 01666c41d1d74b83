import type { TokenUsage } from './usage';

/** A provider answered, but not with what was asked for. The message completes “it could not be used:”. */
export class UnusableAnswer extends Error {
  override name = 'UnusableAnswer';
  /** What it said instead, where there was a text. */
  readonly text: string | undefined;
  readonly usage: TokenUsage | undefined;
  constructor(
    complaint: string,
    about: { text?: string | undefined; usage?: TokenUsage | undefined; cause?: unknown } = {},
  ) {
    super(complaint, { cause: about.cause });
    this.text = about.text;
    this.usage = about.usage;
  }
}
