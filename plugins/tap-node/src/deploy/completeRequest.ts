import {
  EnvironmentMetadata,
  EnvironmentRequest,
  REQUEST_DEFAULTS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import {
  assertCanStop,
  assertMayExpire,
  assertOffered,
  assertReplicas,
} from './checkRequest';

/** A request that leaves nothing open which an environment must have. */
export type CompleteRequest = EnvironmentRequest &
  Required<Pick<EnvironmentRequest, 'engineVersion' | 'retention' | 'size'>>;

/** What an existing environment keeps where a request does not say. */
export type KeptFacts = Pick<
  EnvironmentMetadata,
  'engineVersion' | 'readReplicas' | 'retention' | 'size' | 'uptime'
>;

/**
 * Fills in what a request leaves out: for a new environment with the defaults, for one that exists with what it has,
 * also where its target no longer offers that. This is the only place that does.
 *
 * @param existing - undefined for a new environment
 * @throws InputError where a default is not on offer, an environment that never expires is given an expiry, or the size does
 *   not have as many read replicas
 */
export function completeRequest(
  request: EnvironmentRequest,
  target: Target,
  existing: KeptFacts | undefined,
): CompleteRequest {
  const otherwise = existing ?? {
    ...REQUEST_DEFAULTS,
    size: target.defaultSize,
  };
  const complete = {
    ...request,
    size: request.size ?? otherwise.size,
    retention: request.retention ?? otherwise.retention,
    engineVersion: request.engineVersion ?? otherwise.engineVersion,
  };
  if (!existing) {
    assertOffered('retention', complete.retention, target);
  }
  assertMayExpire(complete);
  assertCanStop(
    {
      size: complete.size,
      readReplicas: request.readReplicas ?? existing?.readReplicas,
      uptime: request.uptime ?? existing?.uptime,
    },
    target,
  );
  if (request.readReplicas !== undefined || complete.size !== existing?.size) {
    assertReplicas(
      {
        ...complete,
        readReplicas: request.readReplicas ?? existing?.readReplicas,
      },
      target,
    );
  }
  return complete;
}
