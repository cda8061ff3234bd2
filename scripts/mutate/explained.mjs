/**
 * Mutants that no test can sensibly notice, with the reason. They are counted separately.
 *
 * @type {{ file: string, original: string, replacement: string, reason: string }[]}
 */
export const EXPLAINED = [];

/**
 * @param {import('./instrument.mjs').Mutant} mutant
 * @returns {string | undefined} why no test notices it
 */
export function explanationOf({ file, original, replacement }) {
  return EXPLAINED.find(
    each =>
      each.file === file &&
      each.original === original &&
      each.replacement === replacement,
  )?.reason;
}
