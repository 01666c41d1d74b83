/** Runs up to this long are quick, in milliseconds. */
const QUICK_MS = 500;
/** So many quick runs in a row make a quick type; one slow run ends it. */
const RUNS = 20;

/** Remembers which job types have lately been quick, so that their locks need no keeping. */
export class QuickTypes {
  private readonly runs = new Map<string, number>();

  isQuick(type: string): boolean {
    return (this.runs.get(type) ?? 0) >= RUNS;
  }

  note(type: string, ms: number): void {
    this.runs.set(type, ms <= QUICK_MS ? (this.runs.get(type) ?? 0) + 1 : 0);
  }
}
