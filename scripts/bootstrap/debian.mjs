import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program quietly; what it said is in the error when it fails.
 *
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
const runQuietly = async (command, args, options = {}) => {
  await execute(command, args, { maxBuffer: 64 * 1024 * 1024, ...options });
};

/**
 * Installs packages with apt-get. Needs root.
 *
 * @param {string[]} packages
 */
export const aptInstall = async (packages) => {
  // RUNLEVEL=1 keeps Debian from starting a service of its own with what it installs.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await runQuietly('apt-get', ['update', '-q'], { env });
  await runQuietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    env,
  });
};

/** Debian's redis-server links to a program that ships in redis-tools; the rest are its libraries. */
const REDIS_PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'];

/**
 * Fetches Redis from Debian's archive without root: apt keeps its state in folders of our own, and the
 * packages are unpacked, not installed.
 *
 * @param {string} dir where it may live for good
 * @returns {Promise<string>} a program that starts redis-server
 */
export const unpackRedis = async (dir) => {
  const program = join(dir, 'redis-server');
  if (existsSync(program)) return program;
  const unpacked = join(dir, 'unpacked');
  const downloads = join(dir, 'deb');
  for (const part of ['state', 'lists/partial', 'cache/archives/partial', 'deb', 'unpacked']) {
    mkdirSync(join(dir, part), { recursive: true });
  }
  const options = [
    `Dir::State=${dir}/state`,
    `Dir::State::lists=${dir}/lists`,
    `Dir::Cache=${dir}/cache`,
    'Dir::State::status=/var/lib/dpkg/status',
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
  ].flatMap((option) => ['-o', option]);
  await runQuietly('apt-get', ['-q', ...options, 'update']);
  await runQuietly('apt-get', ['-q', ...options, 'download', ...REDIS_PACKAGES], {
    cwd: downloads,
  });
  for (const file of readdirSync(downloads))
    await runQuietly('dpkg', ['-x', join(downloads, file), unpacked]);
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const lines = [
    '#!/bin/sh',
    'here=$(dirname "$0")/unpacked',
    `LD_LIBRARY_PATH="$here/usr/lib/${triplet}" exec "$here/usr/bin/redis-server" "$@"`,
  ];
  // Last, so that its presence means that all before it is there.
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  return program;
};
