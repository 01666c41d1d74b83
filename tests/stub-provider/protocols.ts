/** A request as both protocols are read: what is asked, in which shape, of which model. */
export interface AskedFor {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** Top-level properties of the JSON schema that came along. */
  readonly properties: readonly string[];
}

export interface Protocol {
  /** The path it answers, or null where the request is not of this protocol. */
  read(path: string, body: unknown): AskedFor | null;
  /** The envelope of an answer. `finished` is false where the model ran out of tokens. */
  envelope(asked: AskedFor, text: string, finished: boolean): unknown;
  error(status: number): unknown;
}

const propertiesOf = (schema: unknown): string[] =>
  Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});

interface ChatBody {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { schema?: unknown; strict?: boolean } };
}

/** OpenAI's chat completions, which OpenRouter, Ollama, llama.cpp and others speak too. */
export const chatCompletions: Protocol = {
  read: (path, body) => {
    if (path !== '/v1/chat/completions') return null;
    const { model, messages, response_format } = body as ChatBody;
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

/** Google's generateContent. */
export const gemini: Protocol = {
  read: (path, body) => {
    const model = /^\/v1beta\/models\/([^:/]+):generateContent$/.exec(path)?.[1];
    if (!model) return null;
    const { systemInstruction, contents, generationConfig } = body as GeminiBody;
    const join = (parts: { text: string }[] = []) => parts.map((part) => part.text).join('\n');
    return {
      model,
      system: join(systemInstruction?.parts),
      prompt: contents.map((content) => join(content.parts)).join('\n'),
      properties: propertiesOf(generationConfig?.responseSchema),
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
  error: (status) => ({ error: { code: status, message: `error ${status}`, status: 'STUB' } }),
};
