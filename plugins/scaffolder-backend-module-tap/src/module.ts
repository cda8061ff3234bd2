import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { environmentServiceRef } from '@tap/plugin-tap-node';
import {
  createEnvironmentDeployAction,
  createEnvironmentExtendAction,
  createEnvironmentTeardownAction,
} from './actions';

/**
 * Adds the actions `tap:environment:deploy`, `tap:environment:teardown` and `tap:environment:extend` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleTap = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'tap',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        environments: environmentServiceRef,
      },
      async init({ scaffolder, environments }) {
        scaffolder.addActions(
          createEnvironmentDeployAction({ environments }),
          createEnvironmentExtendAction({ environments }),
          createEnvironmentTeardownAction({ environments }),
        );
      },
    });
  },
});
