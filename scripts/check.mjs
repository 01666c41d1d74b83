/** `npm run check`: everything a machine can say without running the product, one line each. */
import { ROOT } from './bootstrap/environment.mjs';
import { runChecks } from './checks/run-checks.mjs';

const { failed } = await runChecks(ROOT);
process.exit(failed > 0 ? 1 : 0);
