import {
  RootLifecycleService,
  SchedulerServiceTaskRunner,
  SchedulerServiceTaskScheduleDefinition,
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { environmentServiceRef } from '@tap/plugin-tap-node';
import { CatalogCheck } from './CatalogCheck';
import {
  readExemptRefs,
  ReservedEntitiesProcessor,
} from './ReservedEntitiesProcessor';
import { TapEntityProvider } from './TapEntityProvider';

/**
 * A back end that is killed in the middle of a read blocks the next one until the timeout, so it is short.
 */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 2 },
  initialDelay: { seconds: 1 },
};

const EXEMPT_ENTITIES = 'catalog.providers.tap.exemptEntities';

/**
 * Catalog module that shows every target's environments, by one {@link TapEntityProvider} each, and keeps their names, types
 * and annotations for them, by a {@link ReservedEntitiesProcessor}.
 *
 * @public
 */
export const catalogModuleTap = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'tap',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        environments: environmentServiceRef,
        events: eventsServiceRef,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const scheduleConfig = deps.config.getOptionalConfig(
          'catalog.providers.tap.schedule',
        );
        const schedule = scheduleConfig
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(scheduleConfig)
          : DEFAULT_SCHEDULE;
        deps.processing.addProcessor(
          ReservedEntitiesProcessor.create({
            exempt: readExemptRefs(
              deps.config.getOptionalStringArray(EXEMPT_ENTITIES) ?? [],
              EXEMPT_ENTITIES,
            ),
          }),
        );
        for (const target of deps.environments.targetNames()) {
          const logger = deps.logger.child({ target });
          deps.processing.addEntityProvider(
            TapEntityProvider.create({
              target,
              environments: deps.environments,
              events: deps.events,
              schedule: whenStarted(
                deps.lifecycle,
                deps.scheduler.createScheduledTaskRunner(schedule),
              ),
              check: CatalogCheck.create({ ...deps, logger }),
            }),
          );
        }
      },
    });
  },
});

/** The first read asks the catalog itself, which answers once the whole back end has started. */
function whenStarted(
  lifecycle: RootLifecycleService,
  runner: SchedulerServiceTaskRunner,
): SchedulerServiceTaskRunner {
  return {
    async run(task) {
      lifecycle.addStartupHook(() => runner.run(task));
    },
  };
}
