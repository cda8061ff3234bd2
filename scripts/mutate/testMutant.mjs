import { basename, join, relative } from 'node:path';
import { runJest } from './JestRun.mjs';
import { readJson } from './readJson.mjs';

/** What the tests of one run take without a mutant, unless a single one takes longer. */
const RUN_SECONDS = 40;

/** A mutant that makes the tests take longer than this factor of their normal time, and a start, hangs. */
const HANG_FACTOR = 4;
const START_SECONDS = 60;

/**
 * The tests that pass a mutant: the test file beside the code first, then the quickest.
 *
 * @param {import('./instrument.mjs').Mutant} mutant
 * @param {import('./measureTests.mjs').TestFile[]} tests
 * @returns {import('./measureTests.mjs').TestFile[]}
 */
export function testsOf(mutant, tests) {
  const name = basename(mutant.file, '.ts');
  const isBeside = ({ file }) => basename(file).startsWith(`${name}.`);
  return tests
    .filter(({ mutants }) => mutants.includes(mutant.id))
    .sort(
      (a, b) =>
        Number(isBeside(b)) - Number(isBeside(a)) || a.seconds - b.seconds,
    );
}

/**
 * Runs the first of these tests, until one fails.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy - instrumented
 * @param {import('./instrument.mjs').Mutant} mutant
 * @param {import('./measureTests.mjs').TestFile[]} tests - at least one
 * @returns {Promise<{ by: string | undefined, rest: import('./measureTests.mjs').TestFile[] }>} `by`: the test that noticed
 * the mutant; undefined if all that were run pass. `rest`: those that were not run
 * @throws Error if the tests do not start
 */
export async function testMutant(copy, mutant, tests) {
  const isWithinLimit = (_, index) =>
    index === 0 || totalSeconds(tests.slice(0, index + 1)) <= RUN_SECONDS;
  const selected = tests.filter(isWithinLimit);
  const files = selected.map(({ file }) => join(copy.directory, file));
  const { ended, printed, result } = await runJest(
    copy,
    directory => ({
      args: [
        '--runInBand',
        ...['--reporters', script(copy, 'StopAtFailure.cjs')],
        ...['--testSequencer', script(copy, 'GivenOrder.cjs')],
        ...['--runTestsByPath', ...files],
      ],
      env: {
        TAP_OUTCOME: join(directory, 'outcome.json'),
        TAP_TEST_ORDER: JSON.stringify(files),
        __STRYKER_ACTIVE_MUTANT__: mutant.id,
      },
    }),
    {
      seconds: START_SECONDS + HANG_FACTOR * totalSeconds(selected),
      read: directory => readJson(join(directory, 'outcome.json')),
    },
  );
  if (!result) {
    throw new Error(`The tests of ${mutant.file} do not start:\n${printed}`);
  }
  return {
    by: ended === 0 ? undefined : cause(copy, ended, result),
    rest: tests.slice(selected.length),
  };
}

/** What ended the tests. */
function cause(copy, ended, { file, failed }) {
  if (failed) {
    return `${relative(copy.directory, file)}: ${failed.split('\n')[0]}`;
  }
  return ended === 'SIGKILL'
    ? 'the tests do not end'
    : `the tests end with ${ended}`;
}

function totalSeconds(tests) {
  return tests.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Jest resolves relative paths from each project. */
function script(copy, name) {
  return join(copy.directory, 'scripts/mutate', name);
}
