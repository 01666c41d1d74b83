/** What came of one attempt. `code` is short and our own: never the other side's words. */
export type DeliveryResult =
  | { readonly kind: 'delivered'; readonly status: number | null }
  /** It may pass: tried again, no sooner than asked for. */
  | {
      readonly kind: 'again';
      readonly code: string;
      readonly status: number | null;
      readonly retryAfterMs?: number | undefined;
    }
  /** It will not pass. `disable`: nor will any other message to this endpoint. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly status: number | null;
      readonly disable?: 'gone' | 'blocked';
    };
