import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { environmentServiceRef } from '@tap/plugin-tap-node';
import { registerActions } from './actions';
import { registerPermissions } from './permissions/registerPermissions';
import { createRouter } from './router/createRouter';
import { DefaultTemplateTasks } from './tasks';

/**
 * The back end of TAP: routes, permissions and registered actions over the environment service.
 *
 * @public
 */
export const tapPlugin = createBackendPlugin({
  pluginId: 'tap',
  register(registration) {
    registration.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        environments: environmentServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const { environments, httpAuth } = deps;
        const tasks = DefaultTemplateTasks.create(deps);
        registerPermissions(deps.permissionsRegistry, environments);
        registerActions(deps.actionsRegistry, { environments, tasks });
        deps.httpRouter.use(createRouter({ environments, httpAuth, tasks }));
      },
    });
  },
});
