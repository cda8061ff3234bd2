import { InputError } from '@backstage/errors';
import {
  assertDerivedNames,
  EnvironmentRequest,
  REQUEST_DEFAULTS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';

const OFFERS = { size: 'sizes', retention: 'retentions' } as const;

/**
 * Refuses names that do not fit and choices that the target does not offer, before AWS is asked anything. The fields'
 * own rules have been checked by the schema already. What the request leaves out is not its choice: see
 * {@link completeRequest}.
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
  assertOffered('size', request.size, target);
  assertOffered('retention', request.retention, target);
  assertMayExpire(request);
}

/**
 * @param value - passes where it is undefined
 * @throws InputError where the target does not offer it
 * @internal
 */
export function assertOffered(
  field: keyof typeof OFFERS,
  value: string | undefined,
  target: Target,
): void {
  const offered: readonly string[] = target[OFFERS[field]];
  if (value !== undefined && !offered.includes(value)) {
    throw new InputError(
      `${field}: '${value}' is not on offer on target '${
        target.name
      }'; it must be one of ${offered.join(', ')}, for example ${field}: ${
        offered[0]
      }`,
    );
  }
}

/**
 * @throws InputError where what is protected is given an expiry
 * @internal
 */
export function assertMayExpire(
  request: Pick<EnvironmentRequest, 'expiresIn' | 'retention'>,
): void {
  if (request.retention === 'retain' && request.expiresIn) {
    throw new InputError(
      `expiresIn: an environment with retention 'retain' never expires; leave expiresIn out, or choose another retention, for example retention: ${REQUEST_DEFAULTS.retention}`,
    );
  }
}
