import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { runJest } from './JestRun.mjs';

/** Further tests are not tried on a mutant: a mutant that needs them is reported as a survivor. */
const MAXIMUM_TEST_SECONDS = 120;

/** A mutant that makes the tests take longer than this factor of their normal time, and a start, hangs. */
const HANG_FACTOR = 4;
const START_SECONDS = 60;

/**
 * @typedef {object} Outcome
 * @property {boolean} noticed
 * @property {string} by - the test that noticed it, or why none did
 * @property {number} seconds - what that took
 */

/**
 * Runs the tests that pass a mutant, until one fails.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy - instrumented
 * @param {import('./instrument.mjs').Mutant} mutant
 * @param {import('./measureTests.mjs').TestFile[]} tests
 * @returns {Promise<Outcome>}
 * @throws Error if the tests do not start
 */
export async function testMutant(copy, mutant, tests) {
  const selected = selectTests(mutant, tests);
  if (selected.length === 0) {
    return { noticed: false, by: 'no test executes it', seconds: 0 };
  }
  const files = selected.map(({ file }) => join(copy.directory, file));
  const start = performance.now();
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
      read: directory => readOutcome(join(directory, 'outcome.json')),
    },
  );
  if (!result) {
    throw new Error(`The tests of ${mutant.file} do not start:\n${printed}`);
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  return ended === 0
    ? { noticed: false, by: `${selected.length} test files pass`, seconds }
    : { noticed: true, by: cause(copy, ended, result), seconds };
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

/** The test file beside the code first, then the quickest. */
function selectTests(mutant, tests) {
  const name = basename(mutant.file, '.ts');
  const isBeside = ({ file }) => basename(file).startsWith(`${name}.`);
  const passing = tests
    .filter(({ mutants }) => mutants.includes(mutant.id))
    .sort(
      (a, b) =>
        Number(isBeside(b)) - Number(isBeside(a)) || a.seconds - b.seconds,
    );
  const isWithinLimit = (_, index) =>
    index === 0 ||
    totalSeconds(passing.slice(0, index + 1)) <= MAXIMUM_TEST_SECONDS;
  return passing.filter(isWithinLimit);
}

function totalSeconds(tests) {
  return tests.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Jest resolves relative paths from each project. */
function script(copy, name) {
  return join(copy.directory, 'scripts/mutate', name);
}

async function readOutcome(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
