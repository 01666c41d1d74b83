import type { Engine } from '#contracts/job';
import { type Config, ConfigError } from '../config';

type ProviderName = 'gemini' | 'openai' | 'openrouter' | 'compatible';

/** The provider that does the writing, and how to reach it. */
export interface ProviderChoice {
  readonly name: ProviderName;
  readonly model: string;
  readonly apiKey: string;
  readonly baseUrl: string;
}

const defaults: Readonly<
  Record<Exclude<ProviderName, 'compatible'>, { baseUrl: string; model: string; variable: string }>
> = {
  gemini: {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    model: 'gemini-2.5-flash',
    variable: 'GEMINI_API_KEY',
  },
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    model: 'gpt-4.1-mini',
    variable: 'OPENAI_API_KEY',
  },
  openrouter: {
    baseUrl: 'https://openrouter.ai/api/v1',
    model: 'openai/gpt-4.1-mini',
    variable: 'OPENROUTER_API_KEY',
  },
};

const chooseCompatible = (ai: Config['ai']): ProviderChoice => {
  const missing = [
    ai.keys.compatible ? '' : 'AI_API_KEY',
    ai.baseUrl ? '' : 'AI_BASE_URL',
    ai.model ? '' : 'AI_MODEL',
  ].filter(Boolean);
  if (missing.length > 0) {
    throw new ConfigError(
      `The configuration has errors:\n  an OpenAI-compatible provider also needs ${missing.join(' and ')}`,
    );
  }
  const url = ai.baseUrl as string;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new ConfigError(
      'The configuration has errors:\n  AI_BASE_URL must be an http or https address',
    );
  }
  return {
    name: 'compatible',
    model: ai.model as string,
    apiKey: ai.keys.compatible as string,
    baseUrl: url.replace(/\/+$/, ''),
  };
};

/**
 * Which provider writes: the one AI_PROVIDER names, else the first that has a key (Gemini, OpenAI,
 * OpenRouter, any OpenAI-compatible server), else none. There is no way back to the built-in engine at
 * run time: a result never silently comes from somewhere else.
 *
 * @returns null where the built-in engine does the work
 * @throws ConfigError where AI_PROVIDER names one that cannot be reached for want of a setting
 */
export const chooseProvider = (ai: Config['ai']): ProviderChoice | null => {
  if (ai.provider === 'built-in') return null;
  const order = ['gemini', 'openai', 'openrouter', 'compatible'] as const;
  const name =
    ai.provider ?? order.find((one) => (one === 'compatible' ? ai.baseUrl : false) || ai.keys[one]);
  if (!name) return null;
  if (name === 'compatible') return chooseCompatible(ai);
  const { baseUrl, model, variable } = defaults[name];
  const apiKey = ai.keys[name];
  if (!apiKey) {
    throw new ConfigError(
      `The configuration has errors:\n  AI_PROVIDER is ${name}, so ${variable} is needed`,
    );
  }
  return { name, model: ai.model ?? model, apiKey, baseUrl };
};

/** How results and pages name the engine that a choice means. */
export const describeEngine = (choice: ProviderChoice | null): Engine =>
  choice
    ? { kind: 'provider', name: choice.name, model: choice.model }
    : { kind: 'built-in', name: 'rules' };
