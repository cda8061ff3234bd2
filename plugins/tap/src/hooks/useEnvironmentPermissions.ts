import { usePermission } from '@backstage/plugin-permission-react';
import {
  EnvironmentRef,
  tapEnvironmentConnectMasterPermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';

/** Permissions of the user on an environment; all false until they are loaded. */
export interface EnvironmentPermissions {
  /** Change, extend or transfer it. */
  change: boolean;
  tearDown: boolean;
  /** Connect to its database as the master user. */
  connectAsMaster: boolean;
}

/**
 * Reads permissions, to hide buttons that the user may not use. The back end checks permissions again. Backstage sends
 * the permission requests of one page in one batch.
 *
 * @param environment - `wasRetained` if it was protected before: its teardown requires an additional permission
 */
export function useEnvironmentPermissions(
  environment: EnvironmentRef & { wasRetained?: boolean },
): EnvironmentPermissions {
  // As returned by `environmentResourceRef` of tap-node.
  const resourceRef = `${environment.target}/${environment.suffix}`;
  const { allowed: change } = usePermission({
    permission: tapEnvironmentUpdatePermission,
    resourceRef,
  });
  const { allowed: tearDown } = usePermission({
    permission: tapEnvironmentDeletePermission,
    resourceRef,
  });
  const { allowed: tearDownRetained } = usePermission({
    permission: tapEnvironmentDeleteRetainedPermission,
    resourceRef,
  });
  const { allowed: connectAsMaster } = usePermission({
    permission: tapEnvironmentConnectMasterPermission,
    resourceRef,
  });
  return {
    change,
    connectAsMaster,
    tearDown: tearDown && (!environment.wasRetained || tearDownRetained),
  };
}
