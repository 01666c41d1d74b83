import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Claims } from '#contracts/auth';
import { createRevocations } from '#platform/auth/create-revocations';
import type { Revocations } from '#platform/auth/tokens';
import { createRedis, type RedisClient } from '#platform/redis';
import { eventually } from '../../helpers/eventually';
import { startRedis, type TestRedis } from '../../helpers/redis-server';
import { testConfig } from '../../helpers/test-config';

const log = pino({ level: 'silent' });
const claims = (more: Partial<Claims> = {}): Claims => ({
  sub: 'ann',
  iss: 'jobwire',
  aud: 'jobwire',
  role: 'user',
  exp: 4_000_000_000,
  iat: Math.floor(Date.now() / 1000),
  ...more,
});

describe('revocations', () => {
  let server: TestRedis;
  const open: { client: RedisClient; revocations: Revocations }[] = [];

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const { client, revocations } of open.splice(0)) {
      await revocations.close();
      client.disconnect();
    }
  });

  const another = async () => {
    const config = testConfig({ redis: server.url, postgres: 'postgres://unused' });
    const client = createRedis(config.redis, 'commands', () => {});
    const revocations = createRevocations({ redis: client, log });
    open.push({ client, revocations });
    await eventually(() => client.status === 'ready');
    return { client, revocations };
  };

  it('J14 reaches another process within a second, and tells it to look at its sockets', async () => {
    const { revocations: one } = await another();
    const { revocations: other } = await another();
    let told = 0;
    other.onChange(() => told++);
    await one.revoke({ sessionId: 'session-1' });
    expect(one.isRevoked(claims({ sid: 'session-1' }))).toBe(true);
    await eventually(() => other.isRevoked(claims({ sid: 'session-1' })), 1_000);
    expect(told).toBe(1);
    expect(other.isRevoked(claims({ sid: 'session-2' }))).toBe(false);
    expect(other.isRevoked(claims())).toBe(false);
  });

  it('takes a token by its id, and whatever was made from it', async () => {
    const { revocations } = await another();
    await revocations.revoke({ tokenId: 'token-1' });
    expect(revocations.isRevoked(claims({ jti: 'token-1' }))).toBe(true);
    expect(revocations.isRevoked(claims({ jti: 'child', sid: 'token-1' }))).toBe(true);
    expect(revocations.isRevoked(claims({ jti: 'token-2' }))).toBe(false);
  });

  it('takes all tokens of a user made until now, one without iat too, and none made later', async () => {
    const { revocations } = await another();
    const made = Math.floor(Date.now() / 1000);
    await revocations.revoke({ userId: 'bob:1' });
    expect(revocations.isRevoked(claims({ sub: 'bob:1', iat: made }))).toBe(true);
    expect(revocations.isRevoked(claims({ sub: 'bob:1', iat: undefined }))).toBe(true);
    expect(revocations.isRevoked(claims({ sub: 'bob:1', iat: made + 5 }))).toBe(false);
    expect(revocations.isRevoked(claims({ sub: 'bob', iat: made }))).toBe(false);
  });

  it('knows after its start what was revoked before', async () => {
    const { revocations: one } = await another();
    await one.revoke({ sessionId: 'early' });
    const { revocations: late } = await another();
    await eventually(() => late.isRevoked(claims({ sid: 'early' })));
  });

  it('gives Redis back what a flush took, so that a process started later knows it', async () => {
    const { revocations: one } = await another();
    await one.revoke({ sessionId: 'flushed' });
    await server.flush();
    const { revocations: late } = await another();
    await eventually(() => late.isRevoked(claims({ sid: 'flushed' })));
    expect(one.isRevoked(claims({ sid: 'flushed' }))).toBe(true);
  });

  it('holds here at once while Redis is away, and everywhere once it is back', async () => {
    const { revocations: one } = await another();
    const { revocations: other } = await another();
    await server.kill();
    await one.revoke({ sessionId: 'offline' });
    expect(one.isRevoked(claims({ sid: 'offline' }))).toBe(true);
    expect(other.isRevoked(claims({ sid: 'offline' }))).toBe(false);
    await server.restart();
    await eventually(() => other.isRevoked(claims({ sid: 'offline' })));
  });
});
