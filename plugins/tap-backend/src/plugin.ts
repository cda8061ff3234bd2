import {
  RootConfigService,
  SchedulerService,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { readDurationFromConfig } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  environmentServiceRef,
  OPERATION_EVENTS_TOPIC,
  OperationEventPayload,
  readPortal,
} from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';
import { registerActions } from './actions';
import { AlarmWatch } from './alarms';
import {
  AlarmNoticeStore,
  NoticeStore,
  OperationStore,
  ReportedOperationStore,
  openDatabase,
} from './database';
import { Expiry } from './expiry';
import { OperationHistory } from './history/OperationHistory';
import { OwnerNotifier } from './notifications';
import { PolicyCheck } from './permissions/PolicyCheck';
import { registerPermissions } from './permissions/registerPermissions';
import {
  onTaskEvent,
  Reconciler,
  RECONCILER_TASK_ID,
  SCAFFOLDER_TASKS_TOPIC,
  Watchers,
} from './reconciler';
import { RunStateKeeper } from './runState';
import { TypicalDurations } from './history/TypicalDurations';
import { createRouter } from './router/createRouter';
import { SetupCheck } from './setup';
import { DefaultTemplateTasks } from './tasks';

/** After how many milliseconds without a heartbeat the scaffolder recovers a task. The scaffolder's default is 30 seconds. */
function readStaleTimeout(config: RootConfigService): number {
  const key = 'scaffolder.taskRecovery.staleTimeout';
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : 30_000;
}

/**
 * The back-end plugin of TAP: routes, permissions and registered actions of the environment service; the reconciler, which
 * completes operations that no task watches; and expiry.
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        environments: environmentServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { environments, events } = deps;
        const tasks = new DefaultTemplateTasks(deps);
        registerPermissions(deps.permissionsRegistry, environments);
        registerActions(deps.actionsRegistry, { environments, tasks });
        deps.httpRouter.use(PolicyCheck.create(deps).middleware());

        const knex = await openDatabase(deps.database);
        const operations = new OperationStore(knex);
        const history = new OperationHistory({ environments, operations });
        const portal = readPortal(deps.config);
        const setup = new SetupCheck({ ...deps, portal });
        deps.httpRouter.use(
          createRouter({
            ...deps,
            durations: new TypicalDurations(operations),
            history,
            setup,
            tasks,
          }),
        );
        // When all plugins have started, so that the events back end can respond.
        deps.rootLifecycle.addStartupHook(() => setup.start());
        const notifier = new OwnerNotifier(deps);
        const [defaultTarget = ''] = environments.targetNames();
        const reconciler = new Reconciler({
          ...deps,
          notifier,
          portal,
          tasks,
          reported: new ReportedOperationStore(knex),
          watchers: new Watchers({
            defaultTarget,
            staleTimeoutMs: readStaleTimeout(deps.config),
          }),
        });
        const expiry = new Expiry({
          ...deps,
          notices: new NoticeStore(knex),
          notifier,
          portal,
          tasks,
        });
        const alarms = new AlarmWatch({
          ...deps,
          notices: new AlarmNoticeStore(knex),
          notifier,
          portal,
        });
        const runStates = new RunStateKeeper({
          ...deps,
          history,
          notifier,
          portal,
          tasks,
        });
        await events.subscribe({
          id: 'reconciler',
          topics: [ENVIRONMENT_EVENTS_TOPIC],
          onEvent: ({ eventPayload }) =>
            reconciler.onEnvironmentEvent(
              eventPayload as EnvironmentEventPayload,
            ),
        });
        await events.subscribe({
          id: 'history',
          topics: [OPERATION_EVENTS_TOPIC],
          onEvent: ({ eventPayload }) =>
            history.onOperationEvent(eventPayload as OperationEventPayload),
        });
        await schedule(deps.scheduler, {
          alarms,
          reconciler,
          expiry,
          runStates,
          setup,
        });
        await events.subscribe({
          // One ID per process: the replica that ran the task must receive the event.
          id: `reconciler-tasks-${randomUUID()}`,
          topics: [SCAFFOLDER_TASKS_TOPIC],
          onEvent: ({ eventPayload }) =>
            onTaskEvent(eventPayload, { ...deps, reconciler }),
        });
      },
    });
  },
});

/**
 * Schedules the passes, those on environments in one replica at a time. A replica that is killed during a pass blocks the next ones until the
 * timeout and up to a minute more, until the scheduler notices. So the timeout of the reconciler is short. A pass that takes
 * longer is not lost: the next one runs beside it, or continues where it stopped.
 */
async function schedule(
  scheduler: SchedulerService,
  passes: {
    alarms: AlarmWatch;
    expiry: Expiry;
    reconciler: Reconciler;
    runStates: RunStateKeeper;
    setup: SetupCheck;
  },
): Promise<void> {
  const { alarms, expiry, reconciler, runStates, setup } = passes;
  await scheduler.scheduleTask({
    id: RECONCILER_TASK_ID,
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { seconds: 20 },
    initialDelay: { seconds: 10 },
    fn: signal => reconciler.run(signal),
  });
  await scheduler.scheduleTask({
    id: 'tap-expiry',
    scope: 'global',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 20 },
    fn: () => expiry.run(),
  });
  await scheduler.scheduleTask({
    id: 'tap-run-states',
    scope: 'global',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 40 },
    fn: () => runStates.run(),
  });
  await scheduler.scheduleTask({
    id: 'tap-alarms',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    initialDelay: { seconds: 30 },
    fn: () => alarms.run(),
  });
  // Each replica checks for itself: it can run with another configuration or network. The delay lets the catalog read
  // groups and users first.
  await scheduler.scheduleTask({
    id: 'tap-setup',
    scope: 'local',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 2 },
    fn: async () => {
      await setup.run();
    },
  });
}
