import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Wait for locks to run out, or start whole processes: begun last, they would keep everybody waiting at the end. */
const LONG =
  /\/tests\/(chaos\/|scripts\/add-a-job|worker\/operators|hooks\/(connection|multi-tab)|e2e\/(jobs|tabs|job-list))/;

/** Put something in the place of a module; whoever shared it with them would get it too. */
const standIns = [
  'tests/app/record-view.unit.test.ts',
  'tests/components/admin/charts.test.tsx',
  'tests/platform/net/outgoing.unit.test.ts',
];

const unitTests = (ext: 'ts' | 'tsx') => [
  `tests/{contracts,components,hooks,scripts-unit}/**/*.test.${ext}`,
  `tests/**/*.unit.test.${ext}`,
  `tests/boundaries.test.${ext}`,
];

const unit = (name: string, options: TestProjectInlineConfiguration['test']) => ({
  extends: true as const,
  test: {
    name,
    // One kind after the other: they need the processor and the screen differently.
    sequence: { groupOrder: 0 },
    testTimeout: 20_000,
    // More than there are processors: tests of the realtime client wait for clocks.
    maxWorkers: 4,
    ...options,
  },
});

/** Starts the long files of tests first, also on a machine that has never run them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    // A process is used again by files of its own project alone.
    const rest = sorted
      .filter((file) => !isLong(file))
      .sort((a, b) => a.project.name.localeCompare(b.project.name));
    return [...sorted.filter(isLong), ...rest];
  }
}

/** unit: no server, no browser. integration: real Redis and Postgres. e2e: a real browser over the running product. */
export default defineConfig({
  test: {
    // A busy machine is slow to settle; who waits for what comes is not late by it.
    expect: { poll: { timeout: 15_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      unit('unit', { include: unitTests('ts'), exclude: standIns, isolate: false }),
      unit('unit-pages', {
        include: unitTests('tsx'),
        exclude: standIns,
        environment: 'jsdom',
        isolate: false,
      }),
      unit('unit-apart', { include: standIns }),
      {
        extends: true,
        test: {
          name: 'integration',
          sequence: { groupOrder: 1 },
          globalSetup: ['tests/setup/migrated-database.ts', 'tests/setup/bundled-worker.ts'],
          include: ['tests/{platform,worker,server,app,attack,scripts,chaos}/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.unit.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // More than there are processors: most of it is waiting, for stores and for locks to run out.
          maxWorkers: 4,
          maxConcurrency: 4,
          // Loading the libraries anew for each file would be a third of the processor's time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          globalSetup: ['tests/setup/migrated-database.ts'],
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each file starts a product of its own and mostly waits for it.
          maxWorkers: 2,
        },
      },
    ],
  },
});
