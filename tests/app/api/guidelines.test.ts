import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guidelineListSchema, guidelineSchema } from '#contracts/guidelines';
import { createBuiltInLearner } from '#platform/guidelines/built-in-learner';
import { loadCurriculum, type Topic } from '#platform/guidelines/curriculum';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { refusal, startApi, type TestApi } from '../../helpers/api';

const { topics } = loadCurriculum('first-aid');
const byId = (id: string) => topics.find((topic) => topic.id === id) as Topic;

describe('the guidelines', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    const store = createTopicStore(api.core.platform.pool);
    const learner = createBuiltInLearner();
    const save = async (topic: Topic, contentHash = topic.contentHash) =>
      store.save({
        ...{ curriculum: 'first-aid', topicId: topic.id, title: topic.title, contentHash },
        ...(await learner.learn(topic, { signal: new AbortController().signal })),
        ...{ summary: 'Call {{emergencyNumber}}.', engine: learner.engine, engineId: learner.id },
        ...{ embedding: [0.6, 0.8], embeddingModel: 'm-2', jobId: 'ann~train~x' },
      });
    await save(byId('shock'));
    await save(byId('stroke'), 'an earlier text');
  });
  afterAll(() => api.stop());

  const get = (path: string, user?: string) => api.call('GET', path, user ? { user } : {});

  it('are listed to everybody who is signed in, with what has been learnt', async () => {
    const answer = await get('/api/guidelines', 'ann');
    expect(answer.status).toBe(200);
    const list = guidelineListSchema.parse(await answer.json());
    expect(list.topics.map(({ id }) => id)).toEqual(topics.map(({ id }) => id));
    expect(list).toMatchObject({ learned: 1, curriculum: { sample: true } });
    const states = Object.fromEntries(list.topics.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ shock: 'learned', stroke: 'changed', seizure: 'new' });
    expect((await get('/api/guidelines')).status).toBe(401);
  });

  it('are told whole, placeholders filled in, and nothing of who had them learnt', async () => {
    const text = await (await get('/api/guidelines/shock', 'ann')).text();
    const shock = guidelineSchema.parse(JSON.parse(text));
    expect(text).not.toMatch(/\{\{|ann~train/);
    expect(shock.knowledge).toMatchObject({
      summary: 'Call your local emergency number.',
      embedding: { model: 'm-2', dims: 2 },
      engine: { kind: 'built-in', name: 'rules' },
    });
    expect(shock.sources.length).toBeGreaterThan(0);
    const fresh = guidelineSchema.parse(await (await get('/api/guidelines/seizure', 'ann')).json());
    expect(fresh).toMatchObject({ state: 'new', knowledge: null, learnedAt: null });
  });

  it('refuse what is not there', async () => {
    expect(await refusal(await get('/api/guidelines/hiccups', 'ann'))).toBe('404 not_found');
    expect(await refusal(await get('/api/guidelines/A%20B', 'ann'))).toBe('400 invalid_id');
    expect(await refusal(await get('/api/guidelines?curriculum=law', 'ann'))).toBe(
      '422 invalid_query',
    );
  });
});
