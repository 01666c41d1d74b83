import { describe, expect, test } from 'vitest';
import { rewriteBullet } from '#platform/careers/resume/rewrite-bullet';
import { figuresOf, inventedFigures, isQuantified } from '#platform/text/figures';

describe('a bullet', () => {
  test.each([
    ['Responsible for building REST APIs', 'Built REST APIs'],
    ['Responsible for building and maintaining REST APIs', 'Built and maintained REST APIs'],
    ['Was responsible for designing, building, and running it', 'Designed, built and ran it'],
    ['Responsible for the development of forms', 'Developed forms'],
    ['Duties included answering phones', 'Answered phones'],
    ['My role was to lead the migration', 'Led the migration'],
    ['Tasked with training of new staff', 'Trained new staff'],
    ['Worked on building a new shop', 'Built a new shop'],
    ['I was responsible for managing 5 people', 'Managed 5 people'],
    ['I built tools for 3 clients', 'Built tools for 3 clients'],
    ['Successfully launched an app', 'Launched an app'],
    ['Managing a warehouse', 'Managed a warehouse'],
  ])('“%s” becomes “%s”', (was, now) => {
    expect(rewriteBullet(was).now).toBe(now);
  });

  test.each([
    'Helped migrate 120 services to Docker',
    'Worked on the checkout page',
    'Responsible for marketing budget',
    'Responsible for engineering team',
    'Responsible for testing',
    'Responsible for building maintenance',
    'Responsible for training budget',
    'Responsible for constructor of it',
    'Responsible for building apps and testing tools',
    'Engineering excellence award',
    'Excellent communicator',
  ])('“%s” is left to its writer, with a tip', (was) => {
    const { now, tips } = rewriteBullet(was);
    expect(now).toBeNull();
    expect(tips.length).toBeGreaterThan(0);
  });

  test('that is good as it is gets neither wording nor tip', () => {
    expect(rewriteBullet('Reduced page load time by 43% with a CDN')).toEqual({
      was: 'Reduced page load time by 43% with a CDN',
      now: null,
      tips: [],
    });
  });

  test('without a figure is asked for one, never given one', () => {
    const { now, tips } = rewriteBullet('Responsible for building REST APIs');
    expect(tips.join(' ')).toMatch(/figure you can prove/);
    expect(figuresOf(now ?? '').size).toBe(0);
  });

  test.each([
    'a'.repeat(20_000),
    'responsible for '.repeat(1_000),
    `Responsible for ${'x'.repeat(19_000)}ing y`,
  ])('of the largest size is read without trouble', (was) => {
    expect(rewriteBullet(was).was).toBe(was);
  });
});

describe('figures', () => {
  test.each([
    ['Cut costs by 43 percent', ['43%']],
    ['Cut costs by 43%', ['43%']],
    ['Managed $1,200,000', ['$1200000']],
    ['Managed 3.5m', ['3.5m']],
    ['Doubled sales in two years', ['doubled', 'two']],
    ['Ran EC2, S3 and B2B shops with k8s', []],
    ['One of the best', []],
  ])('of “%s” are %o', (text, figures) => {
    expect([...figuresOf(text)].sort()).toEqual([...figures].sort());
  });

  test('that the source does not name are invented', () => {
    expect(inventedFigures('Cut costs by 43% for 3 clients', ['Cut costs by 43 percent'])).toEqual([
      '3',
    ]);
    expect(inventedFigures('Cut 43% of costs', ['Cut 43 costs'])).toEqual(['43%']);
    expect(inventedFigures('Tripled sales', ['Raised sales'])).toEqual(['tripled']);
    expect(inventedFigures('Led 1200 people', ['Led 1,200 people'])).toEqual([]);
  });

  test('make a bullet countable, save a year alone', () => {
    expect(isQuantified('Led a team of four')).toBe(true);
    expect(isQuantified('Led the team since 2019')).toBe(false);
  });
});
