import {
  BasicPermission,
  createPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Resource type of environments in the permission framework. @public */
export const RESOURCE_TYPE_TAP_ENVIRONMENT = 'tap-environment';

/** Request a new environment. Conditional decisions apply to the requested environment. @public */
export const tapEnvironmentCreatePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Read environments. @public */
export const tapEnvironmentReadPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/**
 * Read the operations of an environment, also after its teardown. Conditional decisions then apply to the recorded owner.
 *
 * @public
 */
export const tapEnvironmentHistoryPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.history',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Change, extend or transfer an environment, or cancel an operation in progress. @public */
export const tapEnvironmentUpdatePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Tear an environment down. @public */
export const tapEnvironmentDeletePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Tear down an environment whose retention was `retain` before. @public */
export const tapEnvironmentDeleteRetainedPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.delete.retained',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Change the retention of an environment from `retain` to another one. @public */
export const tapEnvironmentReleasePermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.release',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/**
 * Connect to the database as its master user. The pages offer this only with the permission; IAM decides who can read
 * the secret.
 *
 * @public
 */
export const tapEnvironmentConnectMasterPermission: ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
> = createPermission({
  name: 'tap.environment.connect.master',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Read what is wrong with the installation and the configuration of the portal. @public */
export const tapSetupReadPermission: BasicPermission = createPermission({
  name: 'tap.setup.read',
  attributes: { action: 'read' },
});

/** All permissions on environments. @public */
export const tapEnvironmentPermissions = [
  tapEnvironmentCreatePermission,
  tapEnvironmentReadPermission,
  tapEnvironmentHistoryPermission,
  tapEnvironmentUpdatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentConnectMasterPermission,
];

/** All permissions of the plugin. @public */
export const tapPermissions = [
  ...tapEnvironmentPermissions,
  tapSetupReadPermission,
];
