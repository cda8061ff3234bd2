import {
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  AuthorizePermissionResponse,
  AuthorizeResult,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  tapEnvironmentCreatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from '@tap/plugin-tap-node';

const OWNERS_ONLY = [
  tapEnvironmentDeletePermission.name,
  tapEnvironmentUpdatePermission.name,
];

/**
 * A permissions service with a policy like the default one: all users may create environments, and start and retry tasks;
 * only the owner may change or delete an environment.
 */
export const ownersOnly = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: () => ({
    authorize: async requests =>
      requests.map(
        (): AuthorizePermissionResponse => ({ result: AuthorizeResult.ALLOW }),
      ),
    authorizeConditional: async (requests, options) =>
      requests.map(request => decide(request, options)),
  }),
});

function decide(
  { permission }: QueryPermissionRequest,
  options: Parameters<
    (typeof coreServices.permissions)['T']['authorizeConditional']
  >[1],
): PolicyDecision {
  if (!OWNERS_ONLY.includes(permission.name)) {
    return { result: AuthorizeResult.ALLOW };
  }
  const { principal } = options!.credentials as {
    principal: BackstageUserPrincipal;
  };
  return createEnvironmentConditionalDecision(
    permission as typeof tapEnvironmentCreatePermission,
    environmentConditions.isOwner({ owners: [principal.userEntityRef] }),
  );
}
