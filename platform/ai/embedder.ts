import type { AiCall } from './usage';

/**
 * Turns texts into vectors of length 1, so that their scalar product is the cosine. Store `id` beside each
 * vector: vectors of different ids must never be compared, and a change of engine means embedding anew.
 */
export interface Embedder {
  /** Engine and version, or provider and model: `builtin-512@1`, `openai/text-embedding-3-small`. */
  readonly id: string;
  /** Length of the vectors; null until a provider's first answer has told. */
  readonly dims: number | null;
  /**
   * One vector per text, in order.
   *
   * @throws RangeError where a text is blank; ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  embed(texts: readonly string[], call: AiCall): Promise<Float32Array[]>;
}

/** @throws RangeError naming the first blank text by its place, from 0 */
export const refuseBlank = (texts: readonly string[]): void => {
  const blank = texts.findIndex((text) => !text.trim());
  if (blank >= 0) throw new RangeError(`Text ${blank} is blank; there is nothing to embed.`);
};
