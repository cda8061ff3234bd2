// `./tap check`: what a change can break, in about two minutes: types and imports of everything, lint and format of what
// has changed since `main`, and the tests in the changed packages that depend on changed files.
import { changedFiles, startOfChange } from './changedFiles.mjs';
import { Run } from './Run.mjs';
import { jest } from './testStages.mjs';

const start = startOfChange();
const run = new Run();
await run.together(
  [
    { what: 'types', command: ['yarn', 'tsc'] },
    { what: 'imports between packages', command: ['yarn', 'lint:imports'] },
    { what: 'lint', command: ['yarn', 'lint', '--since', start] },
    ...formatting(),
  ],
  [
    jest('tests of what has changed', [
      ...['test:unit', `--changedSince=${start}`],
      '--maxWorkers=2',
    ]),
  ],
);
run.end();

/** Prettier ends with an error where it is given no file. */
function formatting() {
  const files = changedFiles(start);
  const command = ['yarn', 'prettier', '--check', '--ignore-unknown', ...files];
  return files.length > 0 ? [{ what: 'formatting', command }] : [];
}
