import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUseRecorder } from '#platform/languages/create-use-recorder';
import type { LanguageUse } from '#platform/languages/language-use';

const view = (language: string, uses = 1): LanguageUse => ({ language, kind: 'view', uses });

describe('the recorder of uses', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const batches: LanguageUse[][] = [];
  let away = false;
  const warnings: unknown[] = [];
  const start = () => {
    batches.length = 0;
    warnings.length = 0;
    away = false;
    const store = {
      record: async (uses: readonly LanguageUse[]) => {
        if (away) throw new Error('the database is away');
        if (uses.length > 0) batches.push([...uses]);
      },
    };
    return createUseRecorder(
      store,
      { warn: (...said: unknown[]) => void warnings.push(said) },
      5_000,
    );
  };

  it('writes many uses as one batch of sums, a few seconds after the first', async () => {
    const recorder = start();
    for (let i = 0; i < 1_000; i += 1) recorder.add(view(i % 4 === 0 ? 'he' : 'en'));
    recorder.add({ language: 'he', kind: 'lesson', uses: 2 });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([
      [view('he', 250), view('en', 750), { language: 'he', kind: 'lesson', uses: 2 }],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(batches).toHaveLength(1);
  });

  it('keeps what could not be written, adds to it, and writes it once the database is back', async () => {
    const recorder = start();
    away = true;
    recorder.add(view('he'));
    await vi.advanceTimersByTimeAsync(5_000);
    recorder.add(view('he', 2));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(warnings).toHaveLength(2);
    away = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(batches).toEqual([[view('he', 3)]]);
  });

  it('tells those who wait when their use is written, or could not be', async () => {
    const recorder = start();
    await recorder.settled();
    recorder.add(view('he'));
    let told = false;
    const waiting = recorder.settled().then(() => {
      told = true;
    });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(told).toBe(false);
    await recorder.flush();
    await waiting;
    expect(batches).toEqual([[view('he')]]);
    away = true;
    recorder.add(view('he'));
    const inVain = recorder.settled();
    await recorder.flush();
    await inVain;
  });

  it('keeps no more than so many languages in memory, and the rest as undetermined', async () => {
    const recorder = start();
    for (let i = 0; i < 2_000; i += 1) recorder.add(view(`x${i}`));
    await recorder.flush();
    expect(batches[0]?.length).toBeLessThanOrEqual(501);
    expect(batches[0]?.reduce((sum, { uses }) => sum + uses, 0)).toBe(2_000);
    expect(batches[0]?.find(({ language }) => language === 'und')?.uses).toBeGreaterThan(1_000);
  });
});
