import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokens } from '#platform/auth/create-tokens';
import { developmentSecret } from '../../scripts/bootstrap/data-dir.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'jobwire-token-'));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Runs `npm run token -- ARGS`. */
const token = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    [join(ROOT, 'scripts/run.mjs'), 'scripts/token.ts', ...args],
    { env: { ...process.env, DATA_DIR: dataDir, JWT_SECRET: '' } },
  );

describe('npm run token', () => {
  it('prints a token that the API takes, under the secret of the start', async () => {
    const secret = developmentSecret(dataDir);
    const { stdout } = await token('--user', 'ada', '--ttl', '2h');
    const claims = createTokens(secret).verify(stdout.trim(), ['jobwire']);
    expect(claims).toMatchObject({ sub: 'ada', role: 'user', aud: 'jobwire' });
    expect(claims.exp - (claims.iat ?? 0)).toBe(2 * 3600);
  });

  it('makes an admin of its bearer with --admin alone', async () => {
    const secret = developmentSecret(dataDir);
    const { stdout } = await token('--user', 'ada', '--admin');
    expect(createTokens(secret).verify(stdout.trim(), ['jobwire']).role).toBe('admin');
  });

  it('gives its bearer the role that is named, and refuses one that does not exist', async () => {
    const secret = developmentSecret(dataDir);
    const { stdout } = await token('--user', 'ada', '--role', 'viewer');
    expect(createTokens(secret).verify(stdout.trim(), ['jobwire']).role).toBe('viewer');
    await expect(token('--user', 'ada', '--role', 'king')).rejects.toThrow(
      '--role king does not exist; use user, viewer, operator, admin',
    );
  });

  it('makes no secret of its own: nobody would believe it', async () => {
    await expect(token('--user', 'ada')).rejects.toThrow(
      'There is no secret yet; run npm start once',
    );
  });

  it('says what it needs', async () => {
    await expect(token()).rejects.toThrow('Say for whom: npm run token -- --user ID');
    developmentSecret(dataDir);
    await expect(token('--user', 'ada', '--ttl', 'soon')).rejects.toThrow(
      '--ttl soon is not a time',
    );
  });
});
