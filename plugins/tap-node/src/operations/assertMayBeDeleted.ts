import { ConflictError } from '@backstage/errors';
import {
  Environment,
  tapEnvironmentReleasePermission,
} from '@tap/plugin-tap-common';
import { StackStatus } from '../stack';

/**
 * Refuses the teardown of what is protected, and of what once was unless that is acknowledged: by everyone, whatever
 * their permissions.
 *
 * @throws ConflictError that says what to do
 * @internal
 */
export function assertNotProtected(
  environment: Pick<Environment, 'retention' | 'suffix' | 'wasRetained'>,
  options: { acknowledgeRetained?: boolean },
): void {
  const { retention, suffix, wasRetained } = environment;
  if (retention === 'retain') {
    throw new ConflictError(
      `retention: '${suffix}' is protected (retain) and is not torn down; nothing was done. Change its retention to snapshot or destroy first, which needs the permission ${tapEnvironmentReleasePermission.name}, then tear it down.`,
    );
  }
  if (wasRetained && !options.acknowledgeRetained) {
    throw new ConflictError(
      `acknowledgeRetained: '${suffix}' was protected (retain) once, so whoever tears it down has to say that its data may go; nothing was done. If it may, tear it down with acknowledgeRetained: true.`,
    );
  }
}

/**
 * Refuses the teardown of what is not this portal's, is protected, or is at work.
 *
 * @throws ConflictError that says what to do
 * @internal
 */
export function assertMayBeDeleted(
  environment: Environment,
  options: { portal: string; acknowledgeRetained?: boolean },
): void {
  const { portal, retention, stackStatus, suffix } = environment;
  if (portal !== options.portal) {
    throw new ConflictError(
      `suffix: '${suffix}' was made by another portal ('${portal}'), and is torn down where it was made; nothing was done.`,
    );
  }
  assertNotProtected(environment, options);
  if (StackStatus.of(stackStatus).isInProgress) {
    throw new ConflictError(
      `suffix: '${suffix}' is in state ${stackStatus}: another operation is under way, and nothing was done. Cancel its task or wait until it has ended, then tear it down.`,
    );
  }
  if (environment.terminationProtection) {
    throw new ConflictError(
      `suffix: termination protection of the stack of '${suffix}' is on although its retention is ${retention}: somebody has switched it on by hand, and nothing was done. Switch it off in the CloudFormation console, then tear the environment down.`,
    );
  }
}
