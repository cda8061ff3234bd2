import {
  catalogEntityDeletePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  Permission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  lowerCaseRef,
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  tapEnvironmentCreatePermission,
  tapEnvironmentReadPermission,
  tapEnvironmentConnectMasterPermission,
  tapEnvironmentReleasePermission,
  tapSetupReadPermission,
} from '@tap/plugin-tap-common';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from '@tap/plugin-tap-node';
import { TapPolicyOptions } from './TapPolicyOptions';

/**
 * Permissions that only administrators have. A user who registers a location can take the catalog names of
 * environments, and can add templates. Analyzing a location reads it with the integrations of the portal, and is used only for
 * registration. Without user locations, entities come from providers and app-config: removing one hides a template, a group or
 * an environment until the next refresh. What is wrong with the setup names accounts and is theirs to correct.
 */
const FOR_ADMINS = [
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogEntityDeletePermission,
  tapSetupReadPermission,
];

/**
 * Returns the decision of the default policy on a permission that TAP depends on. The README of this package lists these
 * permissions. Call it first in your own policy.
 *
 * @param query - the permission
 * @param user - undefined if no user is signed in
 * @returns undefined if TAP does not depend on the permission; then your policy decides
 * @public
 */
export function tapPolicyDecision(
  { permission }: PolicyQuery,
  user: PolicyQueryUser | undefined,
  options: TapPolicyOptions,
): PolicyDecision | undefined {
  const decision = decisionForUser(permission, user, options);
  return decision && isAdmin(user, options)
    ? { result: AuthorizeResult.ALLOW }
    : decision;
}

function decisionForUser(
  permission: Permission,
  user: PolicyQueryUser | undefined,
  options: TapPolicyOptions,
): PolicyDecision | undefined {
  if (isResourcePermission(permission, RESOURCE_TYPE_TAP_ENVIRONMENT)) {
    return environmentDecision(permission, user, options);
  }
  if (
    isPermission(permission, taskReadPermission) ||
    isPermission(permission, taskCancelPermission)
  ) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({
        createdBy: user ? [user.info.userEntityRef] : [],
      }),
    );
  }
  return FOR_ADMINS.some(({ name }) => name === permission.name)
    ? { result: AuthorizeResult.DENY }
    : undefined;
}

function environmentDecision(
  permission: ResourcePermission<typeof RESOURCE_TYPE_TAP_ENVIRONMENT>,
  user: PolicyQueryUser | undefined,
  { createForOthers }: TapPolicyOptions,
): PolicyDecision {
  if (
    isPermission(permission, tapEnvironmentReadPermission) ||
    (createForOthers &&
      isPermission(permission, tapEnvironmentCreatePermission))
  ) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (
    isPermission(permission, tapEnvironmentReleasePermission) ||
    isPermission(permission, tapEnvironmentConnectMasterPermission)
  ) {
    return { result: AuthorizeResult.DENY };
  }
  return createEnvironmentConditionalDecision(
    permission,
    environmentConditions.isOwner({ owners: ownershipRefs(user) }),
  );
}

function isAdmin(
  user: PolicyQueryUser | undefined,
  options: TapPolicyOptions,
): boolean {
  const admins = options.admins.map(lowerCaseRef);
  return ownershipRefs(user).some(ref => admins.includes(ref));
}

/** The user and the user's groups, in lower case. */
function ownershipRefs(user: PolicyQueryUser | undefined): string[] {
  if (!user) {
    return [];
  }
  const { userEntityRef, ownershipEntityRefs } = user.info;
  return [
    ...new Set([userEntityRef, ...ownershipEntityRefs].map(lowerCaseRef)),
  ];
}
