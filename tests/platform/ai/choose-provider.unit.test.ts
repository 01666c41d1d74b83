import { describe, expect, test } from 'vitest';
import { chooseProvider, describeEngine } from '#platform/ai/choose-provider';
import { ConfigError } from '#platform/config';
import { testConfig } from '../../helpers/test-config';

const choose = (env: Record<string, string>) =>
  chooseProvider(testConfig({ redis: 'redis://x', postgres: 'postgres://x' }, env).ai);

const compatible = { AI_BASE_URL: 'http://127.0.0.1:1/v1/', AI_API_KEY: 'c', AI_MODEL: 'llama' };

describe('the provider', () => {
  test('is none where no key is set', () => {
    expect(choose({})).toBeNull();
    expect(describeEngine(null)).toEqual({ kind: 'built-in', name: 'rules' });
  });

  test('is the first that has a key, in the documented order', () => {
    const all = {
      GEMINI_API_KEY: 'g',
      OPENAI_API_KEY: 'o',
      OPENROUTER_API_KEY: 'r',
      ...compatible,
    };
    expect(choose(all)?.name).toBe('gemini');
    expect(choose({ ...all, GEMINI_API_KEY: '' })?.name).toBe('openai');
    expect(choose({ ...compatible, OPENROUTER_API_KEY: 'r' })?.name).toBe('openrouter');
    expect(choose(compatible)).toEqual({
      name: 'compatible',
      model: 'llama',
      apiKey: 'c',
      baseUrl: 'http://127.0.0.1:1/v1',
    });
  });

  test('is the one AI_PROVIDER names, whatever other keys there are', () => {
    const both = { GEMINI_API_KEY: 'g', OPENAI_API_KEY: 'o' };
    expect(choose({ ...both, AI_PROVIDER: 'openai' })?.apiKey).toBe('o');
    expect(choose({ ...both, AI_PROVIDER: 'built-in' })).toBeNull();
  });

  test('takes AI_MODEL over its own default, and its engine says so', () => {
    const choice = choose({ GEMINI_API_KEY: 'g', AI_MODEL: 'gemini-next' });
    expect(describeEngine(choice)).toEqual({
      kind: 'provider',
      name: 'gemini',
      model: 'gemini-next',
    });
  });

  test.each([
    [{ AI_PROVIDER: 'gemini' }, /GEMINI_API_KEY/],
    [{ AI_PROVIDER: 'openrouter', OPENAI_API_KEY: 'o' }, /OPENROUTER_API_KEY/],
    [{ AI_PROVIDER: 'compatible', AI_API_KEY: 'c' }, /AI_BASE_URL and AI_MODEL/],
    [{ ...compatible, AI_MODEL: '' }, /AI_MODEL/],
    [{ ...compatible, AI_API_KEY: '' }, /AI_API_KEY/],
    [{ ...compatible, AI_BASE_URL: 'ftp://x' }, /AI_BASE_URL/],
  ])('half configured (%o) is refused at start with what is missing', (env, words) => {
    expect(() => choose(env)).toThrow(ConfigError);
    expect(() => choose(env)).toThrow(words);
  });
});
