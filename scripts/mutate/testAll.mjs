import { testMutant, testsOf } from './testMutant.mjs';

/** Mutants that are tested at the same time. */
const LANES = 2;

/**
 * A mutant after its tests.
 *
 * @typedef {import('./instrument.mjs').Mutant & { noticed: boolean, by: string }} Result - `by`: the test that noticed it,
 * or why none did
 */

/**
 * Tests mutants, first each with its quickest tests, then those that are not noticed with the others, as far as the time
 * allows.
 *
 * @param {import('./WorkingCopy.mjs').WorkingCopy} copy - instrumented
 * @param {import('./instrument.mjs').Mutant[]} mutants
 * @param {import('./measureTests.mjs').TestFile[]} tests
 * @param {{ isTimeOver: () => boolean, onResult: (result: Result, count: number) => void }} options
 * @returns {Promise<Result[]>}
 */
export async function testAll(copy, mutants, tests, { isTimeOver, onResult }) {
  const results = [];
  const waiting = mutants.map(mutant => ({
    mutant,
    isFirst: true,
    left: testsOf(mutant, tests),
  }));
  const end = (mutant, noticed, by) => {
    results.push({ ...mutant, noticed, by });
    onResult(results.at(-1), results.length);
  };
  const next = async ({ mutant, isFirst, left }) => {
    if (left.length === 0) {
      end(mutant, false, isFirst ? 'no test executes it' : 'all tests pass');
    } else if (!isFirst && isTimeOver()) {
      end(mutant, false, `${left.length} slower test files were not tried`);
    } else {
      const { by, rest } = await testMutant(copy, mutant, left);
      if (by) {
        end(mutant, true, by);
      } else {
        waiting.push({ mutant, isFirst: false, left: rest });
      }
    }
  };
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (waiting.length > 0) {
        await next(waiting.shift());
      }
    }),
  );
  return results;
}
