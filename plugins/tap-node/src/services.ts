import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { readUserLimits } from './config';
import { createTapEngine } from './createTapEngine';
import { DefaultEnvironmentService } from './DefaultEnvironmentService';
import { EnvironmentService } from './EnvironmentService';
import { TapEngine } from './TapEngine';

/**
 * The engine, one per process: one synthesis worker, one watcher and one rate budget per target. It is root-scoped, so
 * that all plugins share it, and therefore does not use credentials; use {@link environmentServiceRef} in plugins.
 *
 * @public
 */
export const tapEngineServiceRef = createServiceRef<TapEngine>({
  id: 'tap.engine',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      async factory({ config, logger, lifecycle }) {
        return createTapEngine({ config, logger, lifecycle });
      },
    }),
});

/**
 * The engine with credentials, permission checks, audit and events.
 *
 * @public
 */
export const environmentServiceRef = createServiceRef<EnvironmentService>({
  id: 'tap.environments',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        engine: tapEngineServiceRef,
        events: eventsServiceRef,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      async factory({ config, ...services }) {
        return DefaultEnvironmentService.create({
          ...services,
          limits: readUserLimits(config),
        });
      },
    }),
});
