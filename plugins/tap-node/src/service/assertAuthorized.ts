import { NotAllowedError } from '@backstage/errors';
import { EnvironmentRef, OperationName } from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';

/**
 * An authorization is good for one operation on one environment only, and only as this service returned it: what was
 * kept somewhere says nothing of who uses it now.
 *
 * @param issued - the authorizations that this service has returned
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
