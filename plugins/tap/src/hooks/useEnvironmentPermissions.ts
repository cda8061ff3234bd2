import { usePermission } from '@backstage/plugin-permission-react';
import {
  EnvironmentRef,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';

/** What the user may do with an environment. Nothing, until it is known. */
export interface EnvironmentPermissions {
  /** Change, extend or hand it over. */
  change: boolean;
  tearDown: boolean;
}

/**
 * Asks the permission framework, so that nobody sees a button that leads nowhere. The back end decides for itself.
 * Backstage sends the questions of one page in one request.
 *
 * @param environment - `wasRetained` where it was protected once: tearing it down takes a further permission then
 */
export function useEnvironmentPermissions(
  environment: EnvironmentRef & { wasRetained?: boolean },
): EnvironmentPermissions {
  // As tap-node's `environmentResourceRef` makes them.
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
  return {
    change,
    tearDown: tearDown && (!environment.wasRetained || tearDownRetained),
  };
}
