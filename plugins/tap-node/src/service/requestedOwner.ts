import { InputError } from '@backstage/errors';
import {
  Environment,
  EnvironmentRequest,
  normalizeOwnerRef,
  OWNER_RULE,
} from '@tap/plugin-tap-common';
import { assertOwnerExists, OwnerServices } from './assertOwnerExists';
import { exampleOwner, Initiator } from './Initiator';

/**
 * The owner of an environment after a request: that of the request, else the current one, else the initiator. An
 * unchanged owner is not checked, so that changes are possible after its entity was removed.
 *
 * @param existing - undefined for a new environment
 * @returns full entity ref
 * @throws InputError if the owner is missing or does not exist, or if the initiator cannot be the owner
 * @throws ServiceUnavailableError if the catalog cannot be read
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
  if (!initiator.ownershipRefs.includes(initiator.ref)) {
    throw new InputError(
      `owner: is missing, and you cannot be the owner as '${
        initiator.ref
      }'; nothing was done. An owner must be ${OWNER_RULE}. Name a group, for example owner: ${exampleOwner(
        initiator,
      )}, or ask an administrator for a sign-in as a user of the catalog.`,
    );
  }
  return initiator.ref;
}
