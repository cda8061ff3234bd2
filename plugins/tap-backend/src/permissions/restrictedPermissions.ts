import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentHistoryPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';

/**
 * Permissions that users who are not administrators must not have without a condition, and what such a user could do.
 *
 * The scaffolder has no separate permission for a retry: `POST /v2/tasks/:taskId/retry` needs `scaffolder.task.create` and
 * `scaffolder.task.read` on the task
 * (https://github.com/backstage/backstage/blob/master/plugins/scaffolder-backend/src/service/router.ts).
 */
export const RESTRICTED_PERMISSIONS: Array<{
  permission: BasicPermission | ResourcePermission;
  consequence: string;
}> = [
  {
    permission: tapEnvironmentUpdatePermission,
    consequence: 'can change every environment and become its owner',
  },
  {
    permission: tapEnvironmentDeletePermission,
    consequence: 'can tear down every environment',
  },
  {
    permission: tapEnvironmentDeleteRetainedPermission,
    consequence: 'can tear down environments that were protected before',
  },
  {
    permission: tapEnvironmentReleasePermission,
    consequence: 'can end the protection of retained environments',
  },
  {
    permission: tapEnvironmentHistoryPermission,
    consequence: 'can read the operations on every environment',
  },
  {
    permission: taskReadPermission,
    consequence:
      'can read the tasks of other users with their input, and retry failed ones',
  },
  {
    permission: taskCancelPermission,
    consequence:
      'can cancel the tasks of other users, which deletes an environment that is being created',
  },
  {
    permission: catalogLocationCreatePermission,
    consequence:
      'can register templates, and catalog entities with the names of environments',
  },
];
