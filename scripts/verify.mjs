// `./tap verify`: the long tests, which `./tap test` leaves out. The last line is `N passed, N failed` over all stages;
// the exit code is 1 where anything failed.
import { randomInt } from 'node:crypto';
import { Run } from './Run.mjs';
import { jest, playwright } from './testStages.mjs';

const seed = randomInt(1, 1_000_000);

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
      'environments of earlier releases, cancelled creations and orders of restarts, every combination',
      [
        ...['test:unit', '--maxWorkers=1'],
        'plugins/tap-node/src/scenarios/(earlierReleases|cancelledCreation|pace|restartOrder).test.ts',
      ],
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
