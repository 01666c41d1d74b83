import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Wait for locks to run out, or start whole processes: begun last, they would keep everybody waiting at the end. */
const LONG = /\/tests\/(chaos\/|scripts\/add-a-job|e2e\/(jobs|tabs|job-list))/;

/** Starts the long files of tests first, also on a machine that has never run them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
