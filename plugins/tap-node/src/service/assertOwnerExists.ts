import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { exampleOwner, Initiator } from './Initiator';

/** Services to look up owners. */
export interface OwnerServices {
  auth: AuthService;
  catalog: CatalogService;
}

/**
 * Checks that an owner exists. Without an existing owner, only administrators can change or tear down the environment.
 *
 * The refs of the initiator need no entity: the sign-in proved them, and the same sign-in lets the initiator act as the
 * owner later. A portal made by `create-app`, for example, signs in `user:development/guest`, which is not in its catalog.
 *
 * @param owner - full entity ref of a group or user, in lower case
 * @throws InputError if the owner is not in the catalog
 * @throws ServiceUnavailableError if the catalog cannot be read
 */
export async function assertOwnerExists(
  owner: string,
  initiator: Initiator,
  services: OwnerServices,
): Promise<void> {
  if (initiator.ownershipRefs.includes(owner)) {
    return;
  }
  if (!(await readOwner(owner, services))) {
    throw new InputError(
      `owner: '${owner}' is not in the catalog; nothing was done. Use the entity ref of a group or user in the catalog, for example owner: ${exampleOwner(
        initiator,
      )}`,
    );
  }
}

/** Reads with the plugin's own credentials: the existence of an owner does not depend on the caller's permissions. */
async function readOwner(
  owner: string,
  services: OwnerServices,
): Promise<Entity | undefined> {
  const credentials = await services.auth.getOwnServiceCredentials();
  try {
    return await services.catalog.getEntityByRef(owner, { credentials });
  } catch (error) {
    throw new ServiceUnavailableError(
      `owner: the catalog cannot be read, so the owner '${owner}' cannot be checked; nothing was done. Try again in a moment.`,
      error,
    );
  }
}
