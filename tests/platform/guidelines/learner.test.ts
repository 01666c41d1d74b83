import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { keyFactSchema, qaPairSchema } from '#contracts/guidelines';
import type { ProviderChoice } from '#platform/ai/choose-provider';
import { createModelCaller } from '#platform/ai/create-model-caller';
import type { Usage } from '#platform/ai/usage';
import { createBuiltInLearner } from '#platform/guidelines/built-in-learner';
import { loadCurriculum, type Topic } from '#platform/guidelines/curriculum';
import { createProviderLearner } from '#platform/guidelines/provider-learner';
import { splitSentences } from '#platform/text/split-sentences';
import type { Fault } from '../../stub-provider/faults';
import { type StubProvider, startStubProvider } from '../../stub-provider/start-stub-provider';
import { openGate, PATIENT_MS } from '../ai/pacing';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterEach(() => {
  stub.requests.length = 0;
  stub.faults.length = 0;
});
afterAll(() => stub.stop());

const engines = ['built-in', 'compatible', 'gemini'] as const;
const learnerOf = (engine: (typeof engines)[number]) => {
  if (engine === 'built-in') return createBuiltInLearner();
  const path = engine === 'gemini' ? 'v1beta' : 'v1';
  const choice: ProviderChoice = {
    ...{ name: engine, model: 'm-1', apiKey: 'k' },
    baseUrl: `${stub.url}/${path}`,
  };
  return createProviderLearner(
    createModelCaller(choice, { timeoutMs: PATIENT_MS, gate: openGate() }),
  );
};

const topic = loadCurriculum('first-aid').topics.find(({ id }) => id === 'heat-stroke') as Topic;
const sentences = topic.paragraphs.flatMap((one) => splitSentences(one));
const signal = new AbortController().signal;
const learntSchema = z.strictObject({ facts: z.array(keyFactSchema), qa: z.array(qaPairSchema) });

describe.each(engines)('the %s learner', (engine) => {
  test('gives facts and questions, each with sentences of the topic that it rests on', async () => {
    const learnt = learntSchema.parse(await learnerOf(engine).learn(topic, { signal }));
    expect(learnt.facts.length).toBeGreaterThanOrEqual(3);
    const named = [
      ...learnt.facts.map(({ source }) => source),
      ...learnt.qa.flatMap(({ sources }) => sources),
    ];
    for (const sentence of named) expect(sentences).toContain(sentence);
    expect(learnt.qa.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['definition', 'procedure', 'contraindication', 'red-flag']),
    );
  });

  test('leaves orders in the words of the topic', async () => {
    const [mine, rules] = await Promise.all(
      [learnerOf(engine), createBuiltInLearner()].map((one) => one.learn(topic, { signal })),
    );
    const orders = (learnt: typeof mine) =>
      learnt?.qa.filter(({ kind }) => ['procedure', 'contraindication', 'red-flag'].includes(kind));
    expect(orders(mine)).toEqual(orders(rules));
    expect(orders(mine)).toHaveLength(3);
  });

  test('reports what it used, and obeys before it has begun', async () => {
    const used: Usage[] = [];
    const onUsage = (usage: Usage) => used.push(usage);
    await learnerOf(engine).learn(topic, { signal, onUsage });
    expect(used).toMatchObject([{ task: 'learn', outcome: 'ok' }]);
    const reason = new Error('cancelled');
    const late = learnerOf(engine).learn(topic, { signal: AbortSignal.abort(reason), onUsage });
    await expect(late).rejects.toBe(reason);
    expect(used).toHaveLength(1);
  });
});

describe.each(['compatible', 'gemini'] as const)('a %s provider in trouble', (engine) => {
  const fail = async (...faults: Fault[]) => {
    stub.faults.push(...faults);
    return learnerOf(engine)
      .learn(topic, { signal })
      .catch((error: unknown) => error);
  };

  test.each(['prose', 'wrong-shape', 'truncated', 'cut'] as const)(
    'is asked again after %s, and given up after two',
    async (kind) => {
      expect(await fail({ kind }, { kind })).toMatchObject({ code: 'provider_invalid' });
      expect(stub.requests).toHaveLength(2);
    },
  );

  test.each([
    ['a failure', { kind: 'status', status: 500 }, 'provider_unavailable'],
    ['a reset', { kind: 'reset' }, 'provider_unavailable'],
    ['a refused key', { kind: 'status', status: 401 }, 'provider_refused'],
  ] satisfies [string, Fault, string][])('says what %s is', async (_, fault, code) => {
    expect(await fail(fault)).toMatchObject({ code });
  });
});

describe('what a model may not say', () => {
  const good = {
    facts: [{ text: 'Heat stroke is dangerous.', sentence: 0 }],
    questions: [
      { kind: 'definition', question: 'What is it?', answer: 'Overheating.', sentences: [0] },
    ],
  };
  const [question] = good.questions;

  test.each([
    [
      'a figure that the topic does not have',
      { facts: [{ text: 'Use 45 °C.', sentence: 0 }] },
      '45',
    ],
    ['a sentence that is not there', { facts: [{ text: 'True.', sentence: 99 }] }, '99'],
    [
      'an answer that rests on nothing',
      { questions: [{ ...question, sentences: [] }] },
      'rests on',
    ],
    ['no definition', { questions: [{ ...question, kind: 'number' }] }, 'definition'],
    ['a placeholder of its own', { facts: [{ text: '{{dose}}', sentence: 0 }] }, '{{dose}}'],
    ['nothing', { facts: [] }, '1 to 8 facts'],
    ['a wall of text', { facts: [{ text: 'x'.repeat(601), sentence: 0 }] }, '600'],
  ])('%s', async (_, wrong, complaint) => {
    const answer = { ...good, ...wrong };
    stub.faults.push({ kind: 'answer', answer }, { kind: 'answer', answer: good });
    const learnt = await learnerOf('compatible').learn(topic, { signal });
    expect(stub.requests[1]?.prompt).toContain(complaint);
    expect(learnt.facts).toEqual([{ text: 'Heat stroke is dangerous.', source: sentences[0] }]);
  });

  test('an order: questions of kinds that are not its own do not fit the schema', async () => {
    const orders = { ...good, questions: [{ ...question, kind: 'procedure' }] };
    stub.faults.push({ kind: 'answer', answer: orders }, { kind: 'answer', answer: good });
    await learnerOf('compatible').learn(topic, { signal });
    expect(stub.requests[1]?.prompt).toContain('does not fit the schema');
  });
});
