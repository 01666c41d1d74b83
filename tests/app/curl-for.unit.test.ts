import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlFor } from '../../app/jobs/[jobId]/curl-for';

/** What a shell hands to curl: each argument on a line of its own, as JSON. */
const argumentsOf = (command: string): string[] => {
  const print = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }; ${command}`;
  const output = execFileSync('sh', ['-c', print], {
    env: { ...process.env, JOBWIRE_TOKEN: 'the-token' },
  });
  return output.toString().split('\0').slice(0, -1);
};

describe('the command that starts a job again', () => {
  it('sends type, input and options, with the token from the environment', () => {
    const input = { domain: 'Data' };
    const command = curlFor('https://example.org', 'career-insights', {
      input,
      options: { priority: 'high' },
    });
    expect(command).not.toContain('the-token');
    const args = argumentsOf(command);
    expect(args).toContain('https://example.org/api/jobs');
    expect(args).toContain('Authorization: Bearer the-token');
    expect(JSON.parse(args.at(-1) ?? '')).toEqual({
      type: 'career-insights',
      domain: 'Data',
      options: { priority: 'high' },
    });
  });

  it('leaves no way out of its quotes, whatever the input holds', () => {
    const domain = `'; touch /tmp/never; echo "$HOME" \`id\` $(id) \\ ' ''\n`;
    const command = curlFor('http://localhost', 'career-insights', {
      input: { domain },
      options: {},
    });
    const args = argumentsOf(command);
    expect(args).toHaveLength(9);
    expect(JSON.parse(args.at(-1) ?? '').domain).toBe(domain);
  });
});
