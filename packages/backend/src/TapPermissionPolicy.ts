import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  tapEnvironmentCreatePermission,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
} from '@tap/plugin-tap-common';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from '@tap/plugin-tap-node';

/**
 * The portal's default policy: everybody may ask for environments and see them; only owners, or members of the owning
 * group, may change them or tear them down; only administrators (`tap.admins`) may release what is retained; only
 * who started a task may cancel it, because cancelling a creation deletes. All else is allowed.
 */
export class TapPermissionPolicy implements PermissionPolicy {
  /**
   * @param admins - full entity refs of the users and groups who may release retained environments
   */
  constructor(private readonly admins: string[]) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const refs = user?.info.ownershipEntityRefs ?? [];
    if (isPermission(permission, taskCancelPermission)) {
      return createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({
          createdBy: user ? [user.info.userEntityRef] : [],
        }),
      );
    }
    if (
      !isResourcePermission(permission, RESOURCE_TYPE_TAP_ENVIRONMENT) ||
      isPermission(permission, tapEnvironmentCreatePermission) ||
      isPermission(permission, tapEnvironmentReadPermission)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isPermission(permission, tapEnvironmentReleasePermission)) {
      return {
        result: refs.some(ref => this.admins.includes(ref))
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    }
    return createEnvironmentConditionalDecision(
      permission,
      environmentConditions.isOwner({ owners: refs }),
    );
  }
}
