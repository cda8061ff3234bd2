import { InputError } from '@backstage/errors';
import {
  Environment,
  EnvironmentRequest,
  normalizeOwnerRef,
} from '@tap/plugin-tap-common';
import { assertOwnerExists, OwnerServices } from './assertOwnerExists';
import { Initiator } from './Initiator';

/**
 * The owner that an environment gets by a request: the one that the request names, else the one that it has, else the
 * initiator. An owner that stays as it is needs no check: a change must be possible where its entity has been removed.
 *
 * @param existing - undefined for a new environment
 * @returns full entity ref
 * @throws InputError where the owner is missing or does not exist
 * @throws ServiceUnavailableError where the catalog cannot be read
 */
export async function requestedOwner(
  request: EnvironmentRequest,
  existing: Environment | undefined,
  initiator: Initiator,
  services: OwnerServices,
): Promise<string> {
  const owner = request.owner
    ? normalizeOwnerRef(request.owner)
    : existing?.owner ?? ownerByDefault(initiator);
  if (owner !== existing?.owner) {
    await assertOwnerExists(owner, initiator, services);
  }
  return owner;
}

function ownerByDefault(initiator: Initiator): string {
  if (!initiator.isUser) {
    throw new InputError(
      'owner: is missing, and a service cannot own an environment; for example owner: group:default/payments',
    );
  }
  return initiator.ref;
}
