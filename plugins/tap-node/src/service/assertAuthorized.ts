import { NotAllowedError } from '@backstage/errors';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { Authorization, EnvironmentOperation } from '../EnvironmentService';

/**
 * An authorization is good for one operation on one environment only.
 *
 * @throws NotAllowedError
 * @internal
 */
export function assertAuthorized(
  authorization: Authorization,
  operation: EnvironmentOperation,
  ref: EnvironmentRef,
): void {
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
