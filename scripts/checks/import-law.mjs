import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const FOLDERS = [
  'contracts',
  'platform',
  'worker',
  'server',
  'app',
  'components',
  'hooks',
  'scripts',
  'tests',
  'bench',
];

/**
 * Checks who imports whom. A run that looked at nothing is a failure: the tool says "no violations" of an empty
 * set as well, as it does when it cannot read the sources at all.
 *
 * @param {string} root a folder with our layout and .dependency-cruiser.cjs
 * @returns {Promise<string[]>} violations
 */
export const checkImportLaw = async (root) => {
  const [{ cruise }, { default: extractTSConfig }] = await Promise.all([
    import('dependency-cruiser'),
    import('dependency-cruiser/config-utl/extract-ts-config'),
  ]);
  const law = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
    { ...law.options, baseDir: root, ruleSet: { forbidden: law.forbidden }, validate: true },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  if (typeof output === 'string') return [output];
  const { summary } = output;
  if (summary.totalCruised === 0) return ['not one module was looked at'];
  return describe(summary.violations);
};

/**
 * One line for each rule that a module breaks, with the way it goes: a module that reaches one forbidden
 * module reaches all that lies behind it.
 *
 * @param {import('dependency-cruiser').IViolation[]} violations
 * @returns {string[]}
 */
const describe = (violations) => {
  /** @type {Map<string, string[]>} */
  const lines = new Map();
  for (const { rule, from, to, via, cycle } of violations) {
    const way = (via ?? cycle ?? []).map(({ name }) => name);
    const text = [from, ...(way.length > 0 ? way : [to])].join(' -> ');
    const key = `${rule.name}: ${from}`;
    lines.set(key, [...(lines.get(key) ?? []), `${rule.name}: ${text}`]);
  }
  return [...lines.values()].map(([first, ...more]) =>
    more.length === 0 ? `${first}` : `${first} (and ${more.length} more)`,
  );
};
