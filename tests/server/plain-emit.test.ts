import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProgressEvent } from '#contracts/events';
import { eventually } from '../helpers/eventually';
import { progress, publish, range, startWorld, submit, type World } from './socket-world';

vi.mock('#server/check-splice', () => ({ checkSplice: () => false }));

describe('where Socket.IO encodes differently than expected', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('serves everything by plain emit', async () => {
    const job = await submit(world, 'ann');
    const tab = await world.connect('ann');
    const { epoch } = await tab.got<{ epoch: string }>('resync');
    await tab.ask('job:watch', { jobIds: [job.id] });
    await publish(world, 'ann', 30);
    await progress(world, job, 50);
    await eventually(() => tab.seqs.length === 30);
    expect(tab.seqs).toEqual(range(1, 30));
    expect(await tab.got<ProgressEvent>('job:progress')).toMatchObject({ percent: 50 });
    const again = await world.connect('ann', { epoch, seq: 10 });
    await eventually(() => again.seqs.length === 20);
    expect(again.seqs).toEqual(range(11, 30));
  });
});
