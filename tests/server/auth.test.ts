import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually';
import { makeJob, publish, startWorld, type World } from './socket-world';

describe('the life of a socket’s token', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const withToken = (token: string) => world.recorder({ token }).connected();

  it('F26 says that the token is about to end, then closes, and sends nothing after its end', async () => {
    const tab = await withToken(world.token('ann', { ttlSeconds: 3 }));
    const { expiresAt } = await tab.got<{ expiresAt: number }>('auth:expiring');
    expect(tab.closedBy).toBeUndefined();
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(await tab.closed()).toBe('io server disconnect');
    expect(Date.now() - expiresAt).toBeLessThan(5_000);
    await publish(world, 'ann', 1);
    expect(tab.payloads('auth:expiring')).toHaveLength(1);
    expect(tab.payloads('job:event')).toEqual([]);
  });

  it('F26 resumes with a new token where the old one ended', async () => {
    const tab = await withToken(world.token('bob', { ttlSeconds: 1 }));
    const { epoch } = await tab.got<{ epoch: string }>('resync');
    await tab.closed();
    await publish(world, 'bob', 3);
    const again = await world.connect('bob', { epoch, seq: 0 });
    await eventually(() => again.seqs.length === 3);
  });

  it('goes on under a refreshed token past the end of the first', async () => {
    const tab = await withToken(world.token('cid', { ttlSeconds: 2 }));
    const answer = await tab.ask('auth:refresh', { token: world.token('cid', { ttlSeconds: 60 }) });
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) expect(answer.expiresAt).toBeGreaterThan(Date.now() + 50_000);
    const watcher = await withToken(world.token('cid', { ttlSeconds: 2 }));
    await watcher.closed();
    await publish(world, 'cid', 2);
    await eventually(() => tab.seqs.length === 2);
    expect(tab.closedBy).toBeUndefined();
  });

  it('refuses a refresh to another user, an expired, a revoked or a broken token, and changes nothing', async () => {
    const tab = await world.connect('dan');
    const revoked = world.core.tokens.sign({
      userId: 'dan',
      role: 'user',
      audience: 'jobwire-socket',
      ttlSeconds: 60,
    });
    await world.serverCore.revocations.revoke({ tokenId: revoked.tokenId });
    const refusals: [unknown, string][] = [
      [{ token: world.token('eve') }, 'token_invalid'],
      [{ token: world.token('dan', { ttlSeconds: -5 }) }, 'token_expired'],
      [{ token: revoked.token }, 'token_invalid'],
      [{ token: 'x.y.z' }, 'token_invalid'],
      [{ token: '' }, 'token_missing'],
      [{ token: 'x'.repeat(5_000) }, 'invalid_input'],
      [{ token: 1 }, 'invalid_input'],
      [{}, 'invalid_input'],
    ];
    for (const [payload, code] of refusals) {
      expect(await tab.ask('auth:refresh', payload)).toMatchObject({ ok: false, error: { code } });
    }
    await publish(world, 'dan', 1);
    await eventually(() => tab.seqs.length === 1);
  });

  it('J14 closes the sockets of a revoked session, token or user within 1 s, on every server, and no others', async () => {
    const other = await world.another();
    const signed = world.core.tokens.sign({
      userId: 'fay',
      role: 'user',
      audience: 'jobwire-socket',
      ttlSeconds: 60,
      sessionId: 'session-1',
    });
    const here = await withToken(signed.token);
    const there = await other.recorder({ token: signed.token }).connected();
    const elsewhere = await withToken(world.token('fay', { sessionId: 'session-2' }));
    await Promise.all([here, there, elsewhere].map((tab) => tab.got('resync')));
    await world.core.revocations.revoke({ sessionId: 'session-1' });
    expect(await here.closed(1_000)).toBe('io server disconnect');
    expect(await there.closed(1_000)).toBe('io server disconnect');
    await publish(world, 'fay', 1);
    await eventually(() => elsewhere.seqs.length === 1);
    expect([here.seqs, there.seqs]).toEqual([[], []]);
    await world.core.revocations.revoke({ userId: 'fay' });
    await elsewhere.closed(1_000);
    await other.stop();
  });

  it('S21 authenticates anew on every connection, whatever the last one was', async () => {
    const { token, tokenId } = world.core.tokens.sign({
      userId: 'gus',
      role: 'user',
      audience: 'jobwire-socket',
      ttlSeconds: 60,
    });
    const tab = await withToken(token);
    const { epoch } = await tab.got<{ epoch: string }>('resync');
    tab.socket.io.engine.close();
    await tab.closed();
    await world.core.revocations.revoke({ tokenId });
    await eventually(async () => {
      const code = await world
        .recorder({ token, epoch, seq: 0 })
        .refused()
        .catch(() => 'accepted');
      return code === 'token_invalid';
    }, 1_000);
    // Another user's token at the same place gets that user's feed, not the place's.
    await publish(world, 'gus', 2);
    const stranger = await world.recorder({ token: world.token('hal'), epoch, seq: 0 }).connected();
    await stranger.got('resync');
    await world.core.publisher.publish({
      owner: 'gus',
      kind: 'queued',
      terminal: false,
      job: makeJob('gus'),
    });
    await publish(world, 'hal', 1);
    await eventually(() => stranger.seqs.length === 1);
    expect(stranger.payloads<{ job: { userId: string } }>('job:event')[0]?.job.userId).toBe('hal');
  });

  it('forgets a user’s connections once they are closed', async () => {
    for (let round = 0; round < 3; round += 1) {
      const tabs = await Promise.all(Array.from({ length: 20 }, () => world.connect('ivy')));
      for (const tab of tabs) tab.close();
      await Promise.all(tabs.map((tab) => tab.closed()));
      await eventually(async () => {
        const tab = world.recorder({ token: world.token('ivy') });
        const isIn = await tab.connected().then(
          () => true,
          () => false,
        );
        tab.close();
        return isIn;
      });
    }
  });
});
