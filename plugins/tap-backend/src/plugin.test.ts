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
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import tapPlugin from './index';

describe('tapPlugin, where the scaffolder tells of its tasks', () => {
  let backend: TestBackend;
  let environments: FakeEnvironmentService;
  let events: EventsService;
  let scheduler: jest.Mocked<SchedulerService>;

  beforeEach(async () => {
    environments = new FakeEnvironmentService();
    events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
      useEventBus: 'never',
    });
    scheduler = mockServices.scheduler.mock();
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
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
  });

  afterEach(() => backend.stop());

  const tell = (status: string) =>
    events.publish({
      topic: 'scaffolder.task',
      eventPayload: { id: 'task-1', status },
    });

  /** Runs the pass that is scheduled. */
  const pass = async () => {
    const [task] = scheduler.scheduleTask.mock.calls
      .map(([scheduled]) => scheduled)
      .filter(({ id }) => id === 'tap-reconciler');
    await task.fn(new AbortController().signal);
  };

  it.each(['failed', 'cancelled'])(
    'wakes the reconciler for a task that has %s',
    async status => {
      await tell(status);
      expect(scheduler.triggerTask.mock.calls).toEqual([['tap-reconciler']]);
      expect(environments.listed).toEqual([]);
    },
  );

  it('does not wake it for a task that has done its work', async () => {
    await tell('completed');
    expect(scheduler.triggerTask).not.toHaveBeenCalled();
  });

  it('runs a pass of its own where the scheduled one is running, or died running', async () => {
    scheduler.triggerTask.mockRejectedValue(new ConflictError('is running'));
    await tell('failed');
    expect(environments.listed).toEqual(['main', 'other']);
  });

  it.each([
    ['has ended too: it has told', ['completed'], []],
    ['has not: it may never tell', [], [sampleEnvironment().stackId]],
  ])(
    'counts the end of an operation as told where its task %s',
    async (_, told, followed) => {
      const environment = sampleEnvironment({ lastTaskId: 'task-1' });
      await pass();
      environments.environments = [environment];
      await events.publish({
        topic: 'tap.environment',
        eventPayload: {
          operation: 'create',
          phase: 'ended',
          environment,
          taskId: 'task-1',
        },
      });
      await Promise.all(told.map(tell));
      await pass();
      expect(environments.followed).toEqual(followed);
    },
  );
});
