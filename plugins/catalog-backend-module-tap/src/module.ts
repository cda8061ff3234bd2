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
import { readTemplateOptions } from './readTemplateOptions';
import { TapEntityProvider } from './TapEntityProvider';
import { TemplateEntityProvider } from './TemplateEntityProvider';

/** The timeout is short because a back end that is killed during a read blocks the next read until the timeout. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 2 },
  initialDelay: { seconds: 1 },
};

const EXEMPT_ENTITIES = 'catalog.providers.tap.exemptEntities';

/**
 * Catalog module of TAP: one {@link TapEntityProvider} per target provides the environments, the
 * {@link TemplateEntityProvider} provides the templates, and the {@link ReservedEntitiesProcessor} reserves names, types and
 * annotations of environments.
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
          new ReservedEntitiesProcessor({
            exempt: readExemptRefs(
              deps.config.getOptionalStringArray(EXEMPT_ENTITIES) ?? [],
              EXEMPT_ENTITIES,
            ),
          }),
        );
        deps.processing.addEntityProvider(
          new TemplateEntityProvider(readTemplateOptions(deps.config)),
        );
        for (const target of deps.environments.targetNames()) {
          const logger = deps.logger.child({ target });
          deps.processing.addEntityProvider(
            new TapEntityProvider({
              target,
              environments: deps.environments,
              events: deps.events,
              schedule: whenStarted(
                deps.lifecycle,
                deps.scheduler.createScheduledTaskRunner(schedule),
              ),
              check: new CatalogCheck({ ...deps, logger }),
            }),
          );
        }
      },
    });
  },
});

/** Delays the reads until the back end has started: the first read calls the catalog, which does not respond before. */
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
