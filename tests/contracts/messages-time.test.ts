import { describe, expect, it } from 'vitest';
import { messagesFor } from '#contracts/messages/index';

const { time, studio } = messagesFor('en');

describe('figures with their units', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [9_990, '9.9 s'],
    [58_400, '58 s'],
    [60_000, '1 min'],
    [192_000, '3 min 12 s'],
    [3_840_000, '1 h 4 min'],
    [90_000_000, '1 d 1 h'],
    [-5, '0 ms'],
  ])('writes a duration of %i ms as %s', (ms, text) => {
    expect(time.duration(ms)).toBe(text);
  });

  it.each([
    [4_000, 'less than 10 s left'],
    [19_000, 'about 20 s left'],
    [59_000, 'about 60 s left'],
    [60_000, 'about 1 min left'],
    [100_000, 'about 2 min left'],
  ])('rounds an estimate of %i ms to %s', (ms, text) => {
    expect(time.left(ms)).toBe(text);
  });

  it('never says that something happened in the future', () => {
    expect(time.ago(-20_000)).toBe('just now');
    expect(time.age(-20_000)).toBe('0 s');
  });

  it('rounds percent down, so that 100 % is said only when it is reached', () => {
    expect(time.percent(99.9)).toBe('99 %');
    expect(time.percent(100)).toBe('100 %');
  });

  it('counts job types in words and gets one right', () => {
    expect(studio.lead(1, 1)).toMatch(/^One job type in one system\./);
    expect(studio.lead(3, 2)).toMatch(/^Three job types in two systems\./);
    expect(studio.lead(25, 12)).toMatch(/^25 job types in 12 systems\./);
  });
});

describe('the catalogue', () => {
  it('answers in the default language where the asked-for one does not exist', () => {
    expect(messagesFor('xx')).toBe(messagesFor('en'));
    expect(messagesFor('constructor')).toBe(messagesFor('en'));
  });
});
