import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TapPermissionPolicy } from './TapPermissionPolicy';

/** Puts the portal's default policy in place. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'tap-policy',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(
          new TapPermissionPolicy(
            config.getOptionalStringArray('tap.admins') ?? [],
          ),
        );
      },
    });
  },
});
