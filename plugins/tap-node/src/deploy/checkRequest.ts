import { InputError } from '@backstage/errors';
import {
  assertDerivedNames,
  EnvironmentRequest,
  NEVER,
  REQUEST_DEFAULTS,
} from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';

const OFFERS = { size: 'sizes', retention: 'retentions' } as const;

/**
 * Rejects names that are too long and values that the target does not offer, before any AWS call. The schema has
 * already checked the fields. For omitted fields, see {@link completeRequest}.
 *
 * @throws InputError with the field, the rule and a valid example
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
 * @param value - undefined is valid
 * @throws InputError if the target does not offer it
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
 * @throws InputError if a protected environment has an expiry
 */
export function assertMayExpire(
  request: Pick<EnvironmentRequest, 'expiresIn' | 'retention'>,
): void {
  if (
    request.retention === 'retain' &&
    request.expiresIn !== undefined &&
    request.expiresIn !== NEVER
  ) {
    throw new InputError(
      `expiresIn: an environment with retention 'retain' never expires; omit expiresIn, or choose another retention, for example retention: ${REQUEST_DEFAULTS.retention}`,
    );
  }
}

/**
 * @param request.readReplicas - undefined is valid: as many as the size has
 * @throws InputError if the size has fewer read replicas, ConflictError if it no longer exists
 */
export function assertReplicas(
  { readReplicas = 0, size }: { size: string; readReplicas?: number },
  target: Target,
): void {
  const limit = sizeOf(target, size).readReplicas;
  if (readReplicas > limit) {
    throw new InputError(
      `readReplicas: size '${size}' has at most ${limit} read replicas on target '${target.name}', not ${readReplicas}; use a number from 0 to ${limit}, for example readReplicas: ${limit}`,
    );
  }
}
