import { embedMany } from 'ai';
import { askTwice } from './ask-twice';
import type { ProviderChoice } from './choose-provider';
import { createEmbeddingModel } from './create-embedding-model';
import { createRequester, type RequesterOptions } from './create-requester';
import { type Embedder, refuseBlank } from './embedder';
import { UnusableAnswer } from './unusable-answer';
import type { AiCall } from './usage';

/** Texts in one request: what the narrowest provider takes. */
export const TEXTS_PER_REQUEST = 100;

/** Of length 1; null where the vector has none. */
const toUnit = (values: readonly number[]): Float32Array | null => {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) return null;
  return Float32Array.from(values, (value) => value / length);
};

/** Embeds with a provider's model: at most a hundred texts a request, each answer counted and measured. */
export const createProviderEmbedder = (
  choice: ProviderChoice,
  options: RequesterOptions,
): Embedder => {
  const model = createEmbeddingModel(choice);
  const request = createRequester(choice, options);
  let dims: number | null = null;

  /** @throws UnusableAnswer where it is not one vector per text, all of one length, in numbers */
  const check = (
    texts: readonly string[],
    answer: readonly (readonly number[])[],
  ): Float32Array[] => {
    if (answer.length !== texts.length) {
      throw new UnusableAnswer(`it has ${answer.length} vectors for ${texts.length} texts`);
    }
    const wanted = dims ?? answer[0]?.length ?? 0;
    const vectors = answer.map((values) => {
      const unit = values.length === wanted ? toUnit(values) : null;
      if (!unit) throw new UnusableAnswer(`it has a vector that is not ${wanted} numbers`);
      return unit;
    });
    dims = wanted;
    return vectors;
  };

  const send = async (texts: readonly string[], abortSignal: AbortSignal) => {
    const values = [...texts];
    const { embeddings, usage } = await embedMany({ model, values, maxRetries: 0, abortSignal });
    const inputTokens = Number.isFinite(usage.tokens) ? usage.tokens : undefined;
    const spent = inputTokens === undefined ? undefined : { inputTokens, outputTokens: 0 };
    try {
      return { value: check(texts, embeddings), usage: spent };
    } catch (error) {
      if (!(error instanceof UnusableAnswer)) throw error;
      throw new UnusableAnswer(error.message, { usage: spent });
    }
  };

  const embedSlice = (texts: readonly string[], call: AiCall): Promise<Float32Array[]> =>
    askTwice(choice.name, () =>
      request(
        {
          task: 'embed',
          units: { count: texts.length, name: 'texts' },
          send: (signal) => send(texts, signal),
        },
        call,
      ),
    );

  return {
    id: `${choice.name}/${choice.model}`,
    get dims() {
      return dims;
    },
    embed: async (texts, call) => {
      call.signal.throwIfAborted();
      refuseBlank(texts);
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += TEXTS_PER_REQUEST) {
        vectors.push(...(await embedSlice(texts.slice(from, from + TEXTS_PER_REQUEST), call)));
      }
      return vectors;
    },
  };
};
