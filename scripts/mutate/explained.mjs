/**
 * Mutants that no test can sensibly notice, with the reason. They are counted separately.
 *
 * @type {{ file: string, original: string, replacement: string, reason: string }[]}
 */
export const EXPLAINED = [
  {
    file: 'plugins/tap-common/src/isCausalFailure.ts',
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'Any text that is not an echo has the same effect.',
  },
  {
    file: 'plugins/tap-common/src/StackStatus.ts',
    original: '/^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/',
    replacement: '/^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS/',
    reason: 'CloudFormation has no status with more text after it.',
  },
  {
    file: 'plugins/tap-node/src/deploy/decideDeploy.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason: 'No environment has this owner.',
  },
];

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
