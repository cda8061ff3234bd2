import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { tapSetupReadPermission } from '@tap/plugin-tap-common';

/**
 * Checks the permission to read what is wrong with the setup of the portal.
 *
 * @throws NotAllowedError if the caller does not have it
 */
export async function assertMayReadSetup(
  permissions: PermissionsService,
  options: { credentials: BackstageCredentials },
): Promise<void> {
  const [{ result }] = await permissions.authorize(
    [{ permission: tapSetupReadPermission }],
    options,
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not read the setup of the portal. It requires the permission ${tapSetupReadPermission.name}, which administrators have.`,
    );
  }
}
