// `./tap test`: everything that proves behaviour, except for the long tests of `./tap verify`. The last line is
// `N passed, N failed` over all stages; the exit code is 1 where anything failed.
import { keepTemporaryFilesInMemory } from './keepTemporaryFilesInMemory.mjs';
import { Run } from './Run.mjs';
import { jest, playwright } from './testStages.mjs';

keepTemporaryFilesInMemory();
// By default, each process of Node.js has four threads of V8. With more processes than cores, they only add work.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --v8-pool-size=1`;
const run = new Run();
// The unit tests and the end-to-end tests wait for databases, back ends and browsers half of their time: two cores have room for
// all lanes. The last stages wait for nothing, and use what the others leave at the end.
await run.together(
  [
    jest('unit and integration tests', [
      ...['test:unit', '--ignoreProjects', '@tap/stack'],
      '--maxWorkers=3',
      // The default of the Backstage CLI, 1 GB, restarts each process every 20 files; the next one reads all modules again.
      '--workerIdleMemoryLimit=2GB',
    ]),
  ],
  [playwright('end-to-end tests', [])],
  [
    // `./tap verify` measures the coverage of the stack.
    jest('tests of the stack', [
      ...['test:unit', '--selectProjects', '@tap/stack', '--coverage=false'],
      '--maxWorkers=1',
    ]),
    // Writes the type declarations that the API reports need.
    // Not incremental: after an incremental run, the members of inferred types can have another order in the reports.
    { what: 'types', command: ['yarn', 'tsc', '--incremental', 'false'] },
    { what: 'API reports', command: ['yarn', 'api-reports', '--ci'] },
    { what: 'lint', command: ['yarn', 'lint'] },
    { what: 'imports between packages', command: ['yarn', 'lint:imports'] },
    { what: 'formatting', command: ['yarn', 'prettier:check'] },
    { what: 'configuration for production', command: ['yarn', 'config:check'] },
    {
      what: 'package manifests',
      command: ['yarn', 'backstage-cli', 'repo', 'fix', '--publish', '--check'],
    },
    {
      what: 'duplicate versions in yarn.lock',
      command: ['yarn', 'dedupe', '--check'],
    },
    {
      what: 'licenses of production dependencies',
      command: ['node', 'scripts/checkLicenses.mjs'],
    },
  ],
);
run.end();
