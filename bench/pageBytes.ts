import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EnvironmentPermissions } from '../plugins/tap-node/src/permissions/EnvironmentPermissions';
import { SelectionServices } from '../plugins/tap-node/src/service/readSelectionContext';
import { VisibleEnvironments } from '../plugins/tap-node/src/service/VisibleEnvironments';
import { TapEngine } from '../plugins/tap-node/src/TapEngine';

/** Bytes of the answer to a request for the first page of the list, to a user who may read all environments. */
export async function pageBytes(engine: TapEngine): Promise<number> {
  const visible = new VisibleEnvironments({
    ...({
      engine,
      auth: { isPrincipal: () => false } as unknown as AuthService,
    } as SelectionServices),
    permissions: new EnvironmentPermissions({
      authorizeConditional: async () => [{ result: AuthorizeResult.ALLOW }],
    } as unknown as PermissionsService),
  });
  const page = await visible.page(
    { limit: 20 },
    { $$type: '@backstage/BackstageCredentials', principal: {} },
  );
  return Buffer.byteLength(JSON.stringify(page));
}
