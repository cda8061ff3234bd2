// `./tap test`: everything that proves behaviour, except for the long tests of `./tap verify`. The last line is
// `N passed, N failed` over all stages; the exit code is 1 where anything failed.
import { Run } from './Run.mjs';
import { jest, playwright } from './testStages.mjs';

const run = new Run();
// The tests beside them wait for databases half of their time: two cores have room for both lists.
await run.together(
  [
    { what: 'types', command: ['yarn', 'tsc'] },
    { what: 'lint', command: ['yarn', 'lint'] },
    { what: 'imports between packages', command: ['yarn', 'lint:imports'] },
    { what: 'formatting', command: ['yarn', 'prettier:check'] },
    { what: 'configuration for production', command: ['yarn', 'config:check'] },
    // The stack apart from the others: the script of its package requires complete coverage.
    jest('tests of the stack', [
      ...['workspace', '@tap/stack', 'test'],
      '--maxWorkers=1',
    ]),
  ],
  [
    jest('unit and integration tests', [
      ...['test:unit', '--ignoreProjects', '@tap/stack'],
      '--maxWorkers=2',
    ]),
  ],
);
await run.alone(playwright('end-to-end tests'));
run.end();
