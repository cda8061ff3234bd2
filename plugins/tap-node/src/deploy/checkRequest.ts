import { InputError } from '@backstage/errors';
import {
  assertDerivedNames,
  EnvironmentRequest,
  NEVER,
  REQUEST_DEFAULTS,
  Uptime,
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
  assertRunningHours(request, target);
}

/** @throws InputError if the target has no running hours */
function assertRunningHours(
  { uptime }: EnvironmentRequest,
  { name, runningHours }: Target,
): void {
  if (uptime === 'running-hours' && !runningHours) {
    throw new InputError(
      `uptime: target '${name}' has no running hours (runningHours in app-config); omit uptime, or use uptime: always`,
    );
  }
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
 * Rejects running hours for an environment with read replicas, because RDS stops neither a read replica nor its source
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html).
 *
 * @throws InputError
 */
export function assertCanStop(
  {
    readReplicas,
    size,
    uptime,
  }: { size: string; readReplicas?: number; uptime?: Uptime },
  target: Target,
): void {
  if (
    uptime === 'running-hours' &&
    (readReplicas ?? sizeOf(target, size).readReplicas) > 0
  ) {
    throw new InputError(
      `uptime: RDS does not stop a database with read replicas, so that it has no running hours; use uptime: always, or no read replicas, for example readReplicas: 0`,
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
