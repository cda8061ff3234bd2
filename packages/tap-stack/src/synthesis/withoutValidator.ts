/** What aws-cdk-lib asks before it validates a template with WebAssembly. */
const SWITCH = 'CDK_VALIDATION';

/**
 * Runs a synthesis without aws-cdk-lib's template validator: it takes seconds
 * and hundreds of megabytes, and this package's tests have run it over every
 * shape already.
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
