import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TapPermissionPolicy } from './TapPermissionPolicy';
import { readTapPolicyOptions } from './TapPolicyOptions';

/**
 * Sets {@link TapPermissionPolicy} as the policy of the permission back end, which supports only one. Do not install this
 * module if you have your own policy.
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
