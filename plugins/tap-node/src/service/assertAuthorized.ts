import { NotAllowedError } from '@backstage/errors';
import { EnvironmentRef, OperationName } from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';

/**
 * Checks that an authorization is for this operation and environment, and that this service returned the object: a
 * stored copy does not prove who uses it.
 *
 * @param issued - the authorizations returned by this service
 * @throws NotAllowedError
 */
export function assertAuthorized(
  authorization: Authorization,
  operation: OperationName,
  ref: EnvironmentRef,
  issued: { has(authorization: Authorization): boolean },
): void {
  if (!issued.has(authorization)) {
    throw new NotAllowedError(
      `The authorization for ${authorization.operation} of '${authorization.suffix}' is from an earlier run and was not resumed; nothing was done. Pass it to EnvironmentService.resume first.`,
    );
  }
  if (
    authorization.operation !== operation ||
    authorization.suffix !== ref.suffix ||
    authorization.target !== ref.target
  ) {
    throw new NotAllowedError(
      `The authorization is for ${authorization.operation} of '${authorization.suffix}' on '${authorization.target}', not for ${operation} of '${ref.suffix}' on '${ref.target}'; nothing was done.`,
    );
  }
}
