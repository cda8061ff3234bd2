import { createHash } from 'node:crypto';

/** Every stratum has at least this share of the sample, if it has enough mutants. */
const MINIMUM_SHARE = 0.05;

/**
 * Draws mutants at random from every stratum: in proportion to its number of mutants, with a minimum. The order of the
 * draw is a hash of the seed and the mutant's text, so the same seed draws the same mutants of the code that has not
 * changed, and a test that is added does not change the sample.
 *
 * @param {import('./instrument.mjs').Mutant[]} mutants
 * @param {{ count: number, seed: number }} options - `count`: at least this many are drawn, if there are as many
 * @returns {import('./instrument.mjs').Mutant[]} in random order, so that an interrupted run has tested all strata
 */
export function sample(mutants, { count, seed }) {
  const strata = Object.values(
    Object.groupBy(inRandomOrder(mutants, seed), ({ stratum }) => stratum),
  );
  const minimum = Math.ceil(count * MINIMUM_SHARE);
  const drawn = strata.flatMap(stratum => {
    const proportion = Math.ceil((count * stratum.length) / mutants.length);
    return stratum.slice(0, Math.max(minimum, proportion));
  });
  return inRandomOrder(drawn, seed);
}

function inRandomOrder(mutants, seed) {
  const seen = new Map();
  return mutants
    .map(mutant => {
      const { file, mutator, original, replacement } = mutant;
      const text = [file, mutator, original, replacement].join('\0');
      // Tells the same change at several places of a file apart.
      const repetition = seen.get(text) ?? 0;
      seen.set(text, repetition + 1);
      const order = createHash('sha256')
        .update([seed, repetition, text].join('\0'))
        .digest('hex');
      return { mutant, order };
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ mutant }) => mutant);
}
