import {
  coreServices,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import {
  DefaultEventsService,
  EventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import tapPlugin from './index';

describe('tapPlugin, on events of the scaffolder', () => {
  let backend: TestBackend;
  let environments: FakeEnvironmentService;
  let events: EventsService;
  let scheduler: jest.Mocked<SchedulerService>;
  let send: jest.Mock;

  beforeEach(async () => {
    environments = new FakeEnvironmentService();
    events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
      useEventBus: 'never',
    });
    scheduler = mockServices.scheduler.mock();
    send = jest.fn();
    backend = await startTestBackend({
      features: [
        tapPlugin,
        new FakeScaffolder().feature,
        environments.factory,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send }),
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
  });

  afterEach(() => backend.stop());

  const publish = (status: string) =>
    events.publish({
      topic: 'scaffolder.task',
      eventPayload: { id: 'task-1', status },
    });

  /** Runs the scheduled pass. */
  const pass = async () => {
    const [task] = scheduler.scheduleTask.mock.calls
      .map(([scheduled]) => scheduled)
      .filter(({ id }) => id === 'tap-reconciler');
    await task.fn(new AbortController().signal);
  };

  it.each(['failed', 'cancelled'])(
    'triggers the reconciler for a task that has %s',
    async status => {
      await publish(status);
      expect(scheduler.triggerTask.mock.calls).toEqual([['tap-reconciler']]);
      expect(environments.listed).toEqual([]);
    },
  );

  it('does not trigger the reconciler for a completed task', async () => {
    await publish('completed');
    expect(scheduler.triggerTask).not.toHaveBeenCalled();
  });

  it('runs its own pass if the scheduled one is running or its replica has died', async () => {
    scheduler.triggerTask.mockRejectedValue(new ConflictError('is running'));
    await publish('failed');
    expect(environments.listed).toEqual(['main', 'other']);
  });

  it.each([
    ['when its task has ended', ['completed'], 1],
    ['with the next pass if nothing reports the end of its task', [], 0],
  ])(
    'reports the end of an operation once, %s',
    async (_, statuses, reported) => {
      const environment = sampleEnvironment({ lastTaskId: 'task-1' });
      await pass();
      environments.environments = [environment];
      await events.publish({
        topic: 'tap.environment',
        eventPayload: {
          operation: 'create',
          phase: 'settled',
          environment,
          outcome: { result: 'completed', kept: [] },
          taskId: 'task-1',
        },
      });
      await Promise.all(statuses.map(publish));
      expect(send).toHaveBeenCalledTimes(reported);
      await pass();
      expect(send).toHaveBeenCalledTimes(1);
      expect(environments.followed).toEqual([]);
    },
  );
});
