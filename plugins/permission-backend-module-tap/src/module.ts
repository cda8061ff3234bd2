import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TapPermissionPolicy } from './TapPermissionPolicy';
import { readTapPolicyOptions } from './TapPolicyOptions';

/**
 * Makes {@link TapPermissionPolicy} the policy of the permission back end, which takes only one: leave this module out
 * where you have a policy of your own.
 *
 * @public
 */
export const permissionModuleTap = createBackendModule({
  pluginId: 'permission',
  moduleId: 'tap',
  register({ registerInit }) {
    registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(
          TapPermissionPolicy.create(readTapPolicyOptions(config)),
        );
      },
    });
  },
});
