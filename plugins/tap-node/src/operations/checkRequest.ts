import { InputError } from '@backstage/errors';
import { assertDerivedNames, EnvironmentRequest } from '@tap/plugin-tap-common';
import { Target } from '../config';

/**
 * Refuses what the target does not offer, before AWS is asked anything. The fields' own rules have been checked by the
 * schema already.
 *
 * @throws InputError naming the field, the rule and an example that would pass
 * @internal
 */
export function checkRequest(
  request: EnvironmentRequest,
  target: Target,
): void {
  assertDerivedNames({
    suffix: request.suffix,
    target: target.name,
    isDefaultTarget: target.isDefault,
  });
  assertOffered('size', request.size, target.sizes, target.name);
  assertOffered('retention', request.retention, target.retentions, target.name);
  if (request.retention === 'retain' && request.expiresIn) {
    throw new InputError(
      `expiresIn: an environment with retention 'retain' never expires; leave expiresIn out, or choose another retention, for example destroy`,
    );
  }
}

function assertOffered(
  field: string,
  value: string,
  offered: readonly string[],
  target: string,
): void {
  if (!offered.includes(value)) {
    throw new InputError(
      `${field}: '${value}' is not on offer on target '${target}'; it must be one of ${offered.join(
        ', ',
      )}, for example ${offered[0]}`,
    );
  }
}
