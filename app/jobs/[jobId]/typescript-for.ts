import type { JobHistory } from '#contracts/api';

/** A property's name as it is written; in brackets where it would else set the prototype. */
const nameOf = (text: string): string => {
  if (text === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(text) ? text : JSON.stringify(text);
};

/** A JSON value as people write it in TypeScript: names without quotes where they need none. */
function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item) => `${inner}${written(item, inner)},`);
    return `[\n${items.join('\n')}\n${indent}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const fields = entries.map(([name, item]) => `${inner}${nameOf(name)}: ${written(item, inner)},`);
  return `{\n${fields.join('\n')}\n${indent}}`;
}

/** The call of the hook that starts the same job again. */
export function typescriptFor(
  type: string,
  { input, options }: Pick<JobHistory, 'input' | 'options'>,
): string {
  const fields = typeof input === 'object' && input !== null ? input : {};
  const request = written(Object.fromEntries([['type', type], ...Object.entries(fields)]), '');
  const asked = Object.keys(options).length > 0 ? `, ${written(options, '')}` : '';
  return [
    'const { createJob } = useBackgroundJobs();',
    '',
    `const job = await createJob(${request}${asked});`,
    'const result = await job.result();',
  ].join('\n');
}
