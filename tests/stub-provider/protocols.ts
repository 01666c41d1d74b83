/** A request as both protocols are read: what is asked, in which shape, of which model. */
export interface AskedFor {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** Top-level properties of the JSON schema that came along. */
  readonly properties: readonly string[];
  /** Whether the answer is to come piece by piece. */
  readonly streamed?: boolean;
  /** Texts to embed; absent where something is to be written. */
  readonly inputs?: readonly string[];
}

/** A vector that depends on its text alone. */
export const stubVector = (text: string): number[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map(
    (n) => 1 + ((text.length * (n + 3) + (text.charCodeAt(n) || 0)) % 17),
  );

export interface Protocol {
  /** The path it answers, or null where the request is not of this protocol. */
  read(path: string, body: unknown): AskedFor | null;
  /** The envelope of an answer. `finished` is false where the model ran out of tokens. */
  envelope(asked: AskedFor, text: string, finished: boolean): unknown;
  /** The events of a streamed answer: its pieces, its end, what it used. */
  events(asked: AskedFor, pieces: readonly string[], finished: boolean): unknown[];
  /** The envelope of vectors. */
  vectors(asked: AskedFor, vectors: readonly number[][]): unknown;
  error(status: number): unknown;
}

const propertiesOf = (schema: unknown): string[] =>
  Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});

interface ChatBody {
  model: string;
  messages: { role: string; content: string }[];
  stream?: boolean;
  response_format?: { type: string; json_schema?: { schema?: unknown; strict?: boolean } };
}

/** OpenAI's chat completions, which OpenRouter, Ollama, llama.cpp and others speak too. */
export const chatCompletions: Protocol = {
  read: (path, body) => {
    if (path === '/v1/embeddings') {
      const { model, input } = body as { model: string; input: string[] };
      return { model, system: '', prompt: '', properties: [], inputs: input };
    }
    if (path !== '/v1/chat/completions') return null;
    const { model, messages, response_format, stream = false } = body as ChatBody;
    const say = (role: string) =>
      messages
        .filter((message) => message.role === role)
        .map((message) => message.content)
        .join('\n');
    return {
      model,
      system: say('system'),
      prompt: say('user'),
      properties: propertiesOf(response_format?.json_schema?.schema),
      streamed: stream,
    };
  },
  envelope: ({ model }, text, finished) => ({
    id: 'chatcmpl-stub',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text },
        finish_reason: finished ? 'stop' : 'length',
      },
    ],
    usage: {
      prompt_tokens: 420,
      completion_tokens: 70,
      total_tokens: 490,
      prompt_tokens_details: { cached_tokens: 100 },
    },
  }),
  events: ({ model }, pieces, finished) => {
    const chunk = (delta: object, reason: string | null) => ({
      ...{ id: 'chatcmpl-stub', object: 'chat.completion.chunk', created: 1, model },
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
    const usage = { prompt_tokens: 420, completion_tokens: 70, total_tokens: 490 };
    return [
      ...pieces.map((content) => chunk({ role: 'assistant', content }, null)),
      chunk({}, finished ? 'stop' : 'length'),
      { ...chunk({}, null), choices: [], usage },
    ];
  },
  vectors: ({ model }, vectors) => ({
    object: 'list',
    model,
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: 7 * vectors.length, total_tokens: 7 * vectors.length },
  }),
  error: (status) => ({
    error: {
      message: status === 401 ? 'Incorrect API key provided: sk-secret' : `error ${status}`,
      type: 'stub',
    },
  }),
};

interface GeminiBody {
  systemInstruction?: { parts: { text: string }[] };
  contents: { parts: { text: string }[] }[];
  generationConfig?: { responseMimeType?: string; responseSchema?: unknown };
}

interface GeminiEmbedding {
  requests?: { content: { parts: { text: string }[] } }[];
  content?: { parts: { text: string }[] };
}

/** Google's generateContent, batchEmbedContents and embedContent. */
export const gemini: Protocol = {
  read: (path, body) => {
    const asked = /^\/v1beta\/models\/([^:/]+):(batchEmbedContents|embedContent)$/.exec(path);
    if (asked) {
      const { requests, content } = body as GeminiEmbedding;
      const contents = requests?.map((one) => one.content) ?? (content ? [content] : []);
      const inputs = contents.map(({ parts }) => parts.map((part) => part.text).join(''));
      return { model: asked[1] ?? '', system: '', prompt: '', properties: [], inputs };
    }
    const written = /^\/v1beta\/models\/([^:/]+):(generateContent|streamGenerateContent)$/.exec(
      path,
    );
    const model = written?.[1];
    if (!model) return null;
    const { systemInstruction, contents, generationConfig } = body as GeminiBody;
    const join = (parts: { text: string }[] = []) => parts.map((part) => part.text).join('\n');
    return {
      model,
      system: join(systemInstruction?.parts),
      prompt: contents.map((content) => join(content.parts)).join('\n'),
      properties: propertiesOf(generationConfig?.responseSchema),
      streamed: written?.[2] === 'streamGenerateContent',
    };
  },
  envelope: ({ model }, text, finished) => ({
    candidates: [
      {
        index: 0,
        content: { role: 'model', parts: [{ text }] },
        finishReason: finished ? 'STOP' : 'MAX_TOKENS',
      },
    ],
    usageMetadata: {
      promptTokenCount: 420,
      candidatesTokenCount: 70,
      totalTokenCount: 490,
      cachedContentTokenCount: 100,
    },
    modelVersion: model,
  }),
  events: ({ model }, pieces, finished) =>
    [...pieces, ''].map((text, index) => {
      const last = index === pieces.length;
      const candidate = { index: 0, content: { role: 'model', parts: [{ text }] } };
      const end = { finishReason: finished ? 'STOP' : 'MAX_TOKENS' };
      return {
        candidates: [last ? { ...candidate, ...end } : candidate],
        ...(last
          ? {
              usageMetadata: {
                ...{ promptTokenCount: 420, candidatesTokenCount: 70, totalTokenCount: 490 },
              },
            }
          : {}),
        modelVersion: model,
      };
    }),
  vectors: ({ inputs }, vectors) =>
    inputs?.length === 1 && vectors.length === 1
      ? { embedding: { values: vectors[0] } }
      : { embeddings: vectors.map((values) => ({ values })) },
  error: (status) => ({ error: { code: status, message: `error ${status}`, status: 'STUB' } }),
};
