import { countCalls } from './countCalls';
import { countInitialLoad } from './countInitialLoad';
import { measureRefreshes } from './figures/refresh';

/** Environments of the full read. */
const ENVIRONMENTS = 500;

/** Prints the counts of budgets.ts as JSON, for tests: a program of its own, because the synthesis worker ends with it. */
async function main(): Promise<void> {
  const refresh = await measureRefreshes(ENVIRONMENTS, 1);
  const counts = {
    ...(await countCalls()),
    ...(await countInitialLoad()),
    refreshCalls: refresh.calls,
    refreshBytes: refresh.bytes / ENVIRONMENTS,
    refreshMutations: refresh.mutations,
    listPageBytes: refresh.pageBytes,
  };
  process.stdout.write(JSON.stringify(counts));
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
