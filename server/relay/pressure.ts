/** Messages in one turn of the event loop from which on it counts as being behind. */
const BUSY_TURN = 64;
/** A window whose longest turn stays below this ends the pressure. */
const CALM_TURN = 16;

/**
 * Tells whether the process is behind. Redis' messages that pile up while the loop is busy all come in
 * one turn, so their number measures the lag where it matters and costs an increment to know.
 */
export class Pressure {
  #turn = 0;
  #peak = 0;
  #pressed = false;
  readonly #endTurn = () => {
    this.#peak = Math.max(this.#peak, this.#turn);
    this.#turn = 0;
  };

  get isPressed(): boolean {
    return this.#pressed;
  }

  /** Counts a message. @returns whether to batch it */
  note(): boolean {
    if (this.#turn === 0) queueMicrotask(this.#endTurn);
    this.#turn += 1;
    if (this.#turn > BUSY_TURN) this.#pressed = true;
    return this.#pressed;
  }

  /** Called at the end of each batch window. */
  endWindow(): void {
    if (this.#peak < CALM_TURN) this.#pressed = false;
    this.#peak = 0;
  }
}
