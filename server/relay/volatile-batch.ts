import { MAX_MESSAGE_BYTES, type VolatileMessage } from './parse-message';

const lists = { log: 'lines', chunk: 'chunks' } as const;

/** Pieces of one kind, gathered in the order they came. */
interface Gathered {
  readonly pieces: string[];
  length: number;
}

/** Volatile messages of one job that wait: of progress the last one, of lines and chunks all. */
export class VolatileBatch {
  readonly #jobId: string;
  readonly #gathered = new Map<keyof typeof lists, Gathered>();
  #progress: string | undefined;

  constructor(jobId: string) {
    this.#jobId = jobId;
  }

  /** Characters held, which is close enough to bytes. */
  get bytes(): number {
    let sum = this.#progress?.length ?? 0;
    for (const { length } of this.#gathered.values()) sum += length;
    return sum;
  }

  add({ kind, json }: VolatileMessage): void {
    if (kind === 'progress') {
      this.#progress = json;
      return;
    }
    // `{"jobId":"…","lines":[…]}`: what stands between the brackets.
    const piece = json.slice(this.#head(kind).length, -2);
    if (piece === '') return;
    const gathered = this.#gathered.get(kind) ?? { pieces: [], length: 0 };
    gathered.pieces.push(piece);
    gathered.length += piece.length;
    this.#gathered.set(kind, gathered);
  }

  /** Takes out what was gathered, in messages none of which is much above the size of one. */
  take(): VolatileMessage[] {
    const messages: VolatileMessage[] = [];
    for (const [kind, { pieces }] of this.#gathered) {
      for (const merged of this.#merge(pieces)) {
        messages.push({ kind, json: `${this.#head(kind)}${merged}]}` });
      }
    }
    if (this.#progress !== undefined) messages.push({ kind: 'progress', json: this.#progress });
    this.#gathered.clear();
    this.#progress = undefined;
    return messages;
  }

  #head(kind: keyof typeof lists): string {
    return `{"jobId":${JSON.stringify(this.#jobId)},"${lists[kind]}":[`;
  }

  *#merge(pieces: readonly string[]): Generator<string> {
    let merged = '';
    for (const piece of pieces) {
      if (merged !== '' && merged.length + piece.length > MAX_MESSAGE_BYTES) {
        yield merged;
        merged = '';
      }
      merged = merged === '' ? piece : `${merged},${piece}`;
    }
    if (merged !== '') yield merged;
  }
}
