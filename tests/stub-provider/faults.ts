/** What a provider may do instead of answering. Taken one per request, in order. */
export type Fault =
  /** Refuses or fails with this status. */
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  /** Takes the request and never answers. */
  | { kind: 'hang' }
  /** Closes the connection before a single byte. */
  | { kind: 'reset' }
  /** Promises a whole body, sends half of it and closes the connection. */
  | { kind: 'cut' }
  /** Answers well, but the body is no JSON. */
  | { kind: 'broken-body' }
  /** A good envelope around a text that stops in the middle, for want of tokens. */
  | { kind: 'truncated' }
  /** A good envelope around a text that is no JSON. */
  | { kind: 'prose' }
  /** A good envelope around JSON of another shape. */
  | { kind: 'wrong-shape' }
  /** Embeds one text fewer than it was asked to. */
  | { kind: 'wrong-count' }
  /** Embeds, but one vector is shorter than the others. */
  | { kind: 'wrong-dims' }
  /** Answers well, but not before this has settled. */
  | { kind: 'late'; until: Promise<void> }
  /** Writes this text, where a text is streamed. */
  | { kind: 'says'; text: string }
  /** Tells of an error of its own in the middle of a stream. */
  | { kind: 'stream-error' }
  /** A good envelope around this answer. */
  | { kind: 'answer'; answer: unknown };
