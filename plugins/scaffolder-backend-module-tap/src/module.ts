import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { environmentServiceRef } from '@tap/plugin-tap-node';
import {
  createEnvironmentDeployAction,
  createEnvironmentExtendAction,
  createEnvironmentRotateCredentialsAction,
  createEnvironmentStartAction,
  createEnvironmentStopAction,
  createEnvironmentTeardownAction,
} from './actions';
import { CatalogWait } from './catalog/CatalogWait';

/**
 * Adds the actions `tap:environment:<operation>` to the scaffolder, one for each operation except a transfer of the owner.
 *
 * @public
 */
export const scaffolderModuleTap = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'tap',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        scaffolder: scaffolderActionsExtensionPoint,
        environments: environmentServiceRef,
      },
      async init({ scaffolder, environments, ...services }) {
        const catalog = CatalogWait.create(services);
        const options = { catalog, environments };
        scaffolder.addActions(
          createEnvironmentDeployAction(options),
          createEnvironmentExtendAction(options),
          createEnvironmentRotateCredentialsAction(options),
          createEnvironmentStartAction(options),
          createEnvironmentStopAction(options),
          createEnvironmentTeardownAction(options),
        );
      },
    });
  },
});
