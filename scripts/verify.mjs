// `./tap verify`: the long tests, which `./tap test` leaves out. The last line is `N passed, N failed` over all stages;
// the exit code is 1 where anything failed.
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { Run } from './Run.mjs';
import { jest, playwright } from './testStages.mjs';

const seed = randomInt(1, 1_000_000);

/** The test files with cases that only `TAP_VERIFY` selects, except for those of the stack. */
const longTests = globSync(
  '{packages,plugins}/*/src/**/*.test.{ts,tsx}',
).filter(
  file =>
    !file.startsWith('packages/tap-stack/') &&
    readFileSync(file, 'utf8').includes('TAP_VERIFY'),
);

const run = new Run();
await run.together(
  // The production bundle needs the type declarations.
  [{ what: 'types', command: ['yarn', 'tsc'] }],
  [
    jest(
      'tests of the stack, every combination of sizes, retentions and versions',
      ['workspace', '@tap/stack', 'test', '--maxWorkers=1'],
      { TAP_VERIFY: 'true' },
    ),
  ],
  [
    jest(
      'long unit and integration tests',
      ['test:unit', '--maxWorkers=1', ...longTests],
      { TAP_VERIFY: 'true' },
    ),
  ],
);
// Tests of projects outside this repository are Playwright tests with the tag @verify, too: see production.spec.ts.
await run.alone(
  playwright('long end-to-end tests', [], { TAP_VERIFY: 'true' }),
);
await run.alone({
  what: `fault campaign: ./tap chaos --lifecycles 40 --seed ${seed}`,
  command: ['yarn', 'chaos', '--lifecycles', '40', '--seed', `${seed}`],
});
run.end();
