/** Environment variable that disables aws-cdk-lib's template validator. */
const SWITCH = 'CDK_VALIDATION';

/**
 * Synthesizes without aws-cdk-lib's template validator, which takes seconds and
 * hundreds of megabytes. The tests of this package run it on all templates.
 */
export function withoutValidator<T>(synthesize: () => T): T {
  const before = process.env[SWITCH];
  process.env[SWITCH] = 'false';
  try {
    return synthesize();
  } finally {
    if (before === undefined) {
      delete process.env[SWITCH];
    } else {
      process.env[SWITCH] = before;
    }
  }
}
