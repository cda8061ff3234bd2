import { Environment, Finding, StackStatus } from '@tap/plugin-tap-common';
import { TeardownBlockedError } from '../operation/errors';

/**
 * Rejects the teardown of an environment that is protected, or was protected before and is torn down without an
 * acknowledgement. It applies to all callers, regardless of their permissions.
 *
 * @throws TeardownBlockedError
 */
export function assertNotProtected(
  environment: Pick<Environment, 'retention' | 'suffix' | 'wasRetained'>,
  options: { acknowledgeRetained?: boolean },
): void {
  const { retention, suffix, wasRetained } = environment;
  if (retention === 'retain') {
    throw blocked(suffix, {
      code: 'retained',
      text: "The environment is protected (retention 'retain').",
    });
  }
  if (wasRetained && !options.acknowledgeRetained) {
    throw blocked(suffix, {
      code: 'was-retained',
      text: "The environment was protected (retention 'retain') before.",
    });
  }
}

/**
 * Rejects the teardown of an environment that belongs to another portal, is protected, or has an operation in progress.
 *
 * @throws TeardownBlockedError
 */
export function assertMayBeDeleted(
  environment: Environment,
  options: { portal: string; acknowledgeRetained?: boolean },
): void {
  const { portal, retention, stackStatus, suffix } = environment;
  if (portal !== options.portal) {
    throw blocked(suffix, {
      code: 'other-portal',
      text: `The environment belongs to another portal ('${portal}').`,
    });
  }
  assertNotProtected(environment, options);
  if (StackStatus.of(stackStatus).isInProgress) {
    throw blocked(suffix, {
      code: 'operation-in-progress',
      text: `Another operation is in progress (${stackStatus}).`,
    });
  }
  if (environment.terminationProtection) {
    throw blocked(suffix, {
      code: 'termination-protection',
      text: `Termination protection of the stack is on, although retention '${retention}' does not use it.`,
      resource: environment.stackName,
    });
  }
}

function blocked(suffix: string, finding: Finding): TeardownBlockedError {
  return new TeardownBlockedError(suffix, [finding]);
}
