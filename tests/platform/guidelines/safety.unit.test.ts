import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { QaKind } from '#contracts/guidelines';
import { createBuiltInLearner } from '#platform/guidelines/built-in-learner';
import { loadCurriculum, parseCurriculum, type Topic } from '#platform/guidelines/curriculum';
import { splitSentences } from '#platform/text/split-sentences';
import { asFiles } from './short-curriculum';

/**
 * Every sentence of the curriculum that a person has read and found to ask for nothing. What is not in it is an
 * order, new sentences included: they must turn up among the steps or the prohibitions until somebody has read them.
 */
const statements = new Set(
  readFileSync(join(import.meta.dirname, 'statements.txt'), 'utf8')
    .trim()
    .split('\n'),
);

const call = { signal: new AbortController().signal };
const { topics, placeholders } = loadCurriculum('first-aid');
const sentencesOf = ({ paragraphs }: Topic) => paragraphs.flatMap((one) => splitSentences(one));

const learnt = async (topic: Topic) => {
  const { qa } = await createBuiltInLearner().learn(topic, call);
  return (kind: QaKind) => qa.find((one) => one.kind === kind);
};

test('no order of any topic is lost: each is a step or a prohibition, whole and in its place', async () => {
  let orders = 0;
  for (const topic of topics) {
    const pair = await learnt(topic);
    const steps = pair('procedure')?.sources ?? [];
    const prohibitions = pair('contraindication')?.sources ?? [];
    const wanted = sentencesOf(topic).filter((sentence) => !statements.has(sentence));
    orders += wanted.length;
    const negative = (sentence: string) => /^(Do not|Never)\b/.test(sentence);
    expect(steps, topic.id).toEqual(wanted.filter((sentence) => !negative(sentence)));
    expect(prohibitions, topic.id).toEqual(wanted.filter(negative));
  }
  expect(orders).toBeGreaterThan(600);
});

test('the answers are those very sentences, numbered where their order matters', async () => {
  for (const topic of topics) {
    const pair = await learnt(topic);
    const steps = pair('procedure');
    expect(steps?.answer.split('\n')).toEqual(
      steps?.sources.map((step, index) => `${index + 1}. ${step}`),
    );
    for (const kind of ['contraindication', 'red-flag', 'recognition'] as const) {
      expect(pair(kind)?.answer.split('\n')).toEqual(pair(kind)?.sources);
    }
  }
});

test('a sentence that is both an order and a warning is among the steps and the warnings', async () => {
  const anaphylaxis = topics.find(({ id }) => id === 'anaphylaxis') as Topic;
  const pair = await learnt(anaphylaxis);
  const both = 'Call {{emergencyNumber}} immediately and say anaphylaxis.';
  expect(pair('procedure')?.sources[0]).toBe(both);
  expect(pair('red-flag')?.sources[0]).toBe(both);
});

test('every topic is defined, recognised, treated, warned of and has a call for help', async () => {
  for (const topic of topics) {
    const { facts, qa } = await createBuiltInLearner().learn(topic, call);
    const kinds = new Set(qa.map(({ kind }) => kind));
    for (const kind of ['definition', 'recognition', 'procedure', 'contraindication'] as const) {
      expect(kinds, `${topic.id} ${kind}`).toContain(kind);
    }
    expect(topic.paragraphs.join(' '), topic.id).toMatch(
      /\{\{(emergencyNumber|poisonLine)\}\}|medical help|hospital care/,
    );
    expect(facts.length, topic.id).toBeGreaterThanOrEqual(3);
    const known = new Set(sentencesOf(topic));
    const named = [...facts.map(({ source }) => source), ...qa.flatMap(({ sources }) => sources)];
    for (const sentence of named) expect(known).toContain(sentence);
  }
});

test('an unheard-of verb opens an order, and an order may come after its condition', async () => {
  const paragraphs = [
    'Trapped arm is a made-up thing. It is rare.',
    'Defrost the limb. If the skin turns blue, untie the knot as it comes loose, and let the arm hang.',
    'Massage and knead nothing. When in doubt, do not pull.',
  ];
  const [topic] = parseCurriculum(
    asFiles([{ id: 'trapped-arm', title: 'Trapped Arm', paragraphs }]),
  ).topics as [Topic];
  const pair = await learnt(topic);
  expect(pair('procedure')?.sources).toEqual([
    'Defrost the limb.',
    'If the skin turns blue, untie the knot as it comes loose, and let the arm hang.',
    'Massage and knead nothing.',
  ]);
  expect(pair('contraindication')?.sources).toEqual(['When in doubt, do not pull.']);
});

test('the curriculum is seventy topics of the length of a page, marked as a sample, with sources', () => {
  const curriculum = loadCurriculum('first-aid');
  expect(topics).toHaveLength(70);
  expect(curriculum.sample).toBe(true);
  expect(curriculum.notice).toMatch(/not medical advice/);
  expect(Object.keys(placeholders)).toEqual(['emergencyNumber', 'poisonLine']);
  for (const { id, paragraphs, sources } of topics) {
    const words = paragraphs.join(' ').split(/\s+/).length;
    expect(words, id).toBeGreaterThanOrEqual(90);
    expect(words, id).toBeLessThanOrEqual(180);
    expect(paragraphs.length, id).toBeGreaterThanOrEqual(4);
    expect(sources.length, id).toBeGreaterThan(0);
    // No drug amounts anywhere: nobody may take a dose from a sample.
    expect(paragraphs.join(' '), id).not.toMatch(
      /\d\s?(mg|µg|mcg|ml|millilitres?|milligrams?|puffs?|tablets?)\b/i,
    );
  }
});
