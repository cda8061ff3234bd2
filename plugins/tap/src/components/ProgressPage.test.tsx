import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { fakeTapApi } from '../__testUtils__/fakeTapApi';
import {
  sampleEnvironment,
  sampleEvent,
  sampleSystem,
} from '../__testUtils__/samples';
import { environmentRouteRef, rootRouteRef } from '../routes';
import { ProgressPage } from './ProgressPage';

const nothing: EnvironmentProgress = { done: 0, total: 0, events: [] };

const creating: EnvironmentProgress = {
  environment: sampleEnvironment({
    status: 'creating',
    stackStatus: 'CREATE_IN_PROGRESS',
  }),
  operation: 'create',
  done: 1,
  total: 4,
  events: [
    sampleEvent('Key', 'CREATE_COMPLETE'),
    sampleEvent('Database', 'CREATE_IN_PROGRESS'),
  ],
};

const up: EnvironmentProgress = {
  ...nothing,
  environment: sampleEnvironment(),
};

const cancelTask = jest.fn(async () => ({}));

/** The current state of a task, its environment and the catalog, as set by the test. */
function follow(world: {
  template?: string;
  createdAt?: string;
  status: string;
  progress: EnvironmentProgress;
  entity?: Entity;
  /** The error in the task's log. */
  taskError?: { name?: string; message: string };
  /** Whether a user has cancelled the task. */
  isCancelled?: boolean;
}) {
  const scaffolderApi = {
    streamLogs: () => ({
      subscribe: ({ next }: { next: (event: unknown) => void }) => {
        const log = (type: string, body: object) => next({ type, body });
        log('log', { message: 'Beginning step Deploy the environment' });
        if (world.isCancelled) {
          log('cancelled', {});
        }
        log('completion', {
          message: 'Run completed with status: failed',
          error: { name: 'Error', ...world.taskError },
        });
        return { unsubscribe() {} };
      },
    }),
    getTask: async () => ({
      id: 'task-1',
      status: world.status,
      createdAt: world.createdAt ?? '2026-11-01T09:59:58Z',
      spec: {
        parameters: { suffix: 'orders-dev' },
        templateInfo: {
          entityRef: world.template ?? 'template:default/tap-postgres',
        },
      },
    }),
    cancelTask,
  } as unknown as ScaffolderApi;
  const catalogApi = catalogApiMock.mock({
    getEntityByRef: async () => world.entity,
  });
  renderInTestApp(<ProgressPage />, {
    apis: [
      fakeTapApi({ getProgress: async () => world.progress }),
      [catalogApiRef, catalogApi],
      [scaffolderApiRef, scaffolderApi],
      mockApis.permission(),
    ],
    mountPath: '/environments/:target/:suffix/progress/:taskId',
    initialRouteEntries: ['/environments/sandbox/orders-dev/progress/task-1'],
    mountedRoutes: {
      '/environments/:target/:suffix': environmentRouteRef,
      '/environments': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef as never,
    },
  });
  return catalogApi;
}

const link = () => screen.queryByRole('link', { name: 'Open orders-dev' });
const userEvent = user.setup({ advanceTimers: jest.advanceTimersByTime });
const later = () => act(() => jest.advanceTimersByTimeAsync(3000));

describe('ProgressPage', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });

  afterEach(() => {
    jest.useRealTimers();
    cancelTask.mockClear();
  });

  it('shows that an existing environment is changed', async () => {
    follow({
      createdAt: '2026-11-20T12:00:00Z',
      status: 'processing',
      progress: {
        ...creating,
        environment: sampleEnvironment({ stackStatus: 'UPDATE_IN_PROGRESS' }),
        operation: 'update',
      },
    });
    expect(
      await screen.findByRole('progressbar', { name: 'Changing orders-dev' }),
    ).toBeInTheDocument();
  });

  it('follows a deployment from its start to the link to the environment', async () => {
    const world = {
      status: 'processing',
      progress: nothing,
      entity: undefined as Entity | undefined,
    };
    const catalogApi = follow(world);
    expect(
      await screen.findByText('Preparing the template'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Creating orders-dev' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).not.toHaveAttribute(
      'aria-valuenow',
    );
    expect(link()).not.toBeInTheDocument();

    world.progress = creating;
    await later();
    expect(
      await screen.findByText(/^1 of 4 resources, 1:0[5-7] elapsed$/),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('region', { name: 'Done' })).getByText('Key'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('progressbar')).toHaveLength(1);
    expect(link()).not.toBeInTheDocument();

    Object.assign(world, {
      status: 'completed',
      progress: up,
      entity: sampleSystem(),
    });
    await later();
    expect(
      await screen.findByRole('heading', { name: 'orders-dev is ready' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    await waitFor(() =>
      expect(link()).toHaveAttribute(
        'href',
        '/catalog/default/system/tap-orders-dev',
      ),
    );
    const reads = catalogApi.getEntityByRef.mock.calls.length;
    await act(() => jest.advanceTimersByTimeAsync(30_000));
    expect(catalogApi.getEntityByRef).toHaveBeenCalledTimes(reads);
  });

  it('polls after the end until the catalog has the environment', async () => {
    const world = {
      status: 'completed',
      progress: up,
      entity: undefined as Entity | undefined,
    };
    follow(world);
    await screen.findByText(/appears in the catalog/);
    expect(link()).not.toBeInTheDocument();
    world.entity = sampleSystem();
    await later();
    await waitFor(() => expect(link()).toBeInTheDocument());
  });

  it('shows the first failure, and keeps it after the stack is deleted', async () => {
    const world = {
      status: 'processing',
      progress: {
        ...creating,
        events: [
          ...creating.events,
          sampleEvent('Database', 'CREATE_FAILED', {
            reason: '64GB is outside the valid range for parameter "work_mem"',
          }),
          sampleEvent('Bucket', 'CREATE_FAILED', {
            reason: 'Resource creation cancelled',
          }),
        ],
      } as EnvironmentProgress,
    };
    follow(world);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Database');
    expect(alert).toHaveTextContent('parameter "work_mem"');

    Object.assign(world, {
      status: 'failed',
      progress: nothing,
      taskError: { message: "'orders-dev' could not be created. work_mem" },
    });
    await later();
    expect(
      await screen.findByText('No environment has the name orders-dev.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      "The environment was not created'orders-dev' could not be created. work_mem",
    );
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(link()).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Edit and try again' }),
    ).toHaveAttribute('href', '/environments/create?suffix=orders-dev');
  });

  describe('cancel', () => {
    it('asks before it cancels', async () => {
      follow({ status: 'processing', progress: creating });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Cancel…' }),
      );
      const dialog = within(await screen.findByRole('dialog'));
      expect(
        dialog.getByText(/deletes the 1 resource that has been created so far/),
      ).toBeInTheDocument();
      expect(cancelTask).not.toHaveBeenCalled();
      await userEvent.click(
        dialog.getByRole('button', { name: 'Cancel the creation' }),
      );
      expect(cancelTask).toHaveBeenCalledWith('task-1');
    });

    it('shows that what was created is deleted', async () => {
      follow({
        status: 'processing',
        progress: {
          ...creating,
          environment: sampleEnvironment({ status: 'deleting' }),
          operation: 'delete',
        },
        entity: sampleSystem(),
      });
      expect(
        await screen.findByText('Deleting what was created'),
      ).toBeInTheDocument();
      expect(screen.getByRole('progressbar')).not.toHaveAttribute(
        'aria-valuenow',
      );
      expect(link()).not.toBeInTheDocument();
    });

    it('states that nothing is left, also after a reload', async () => {
      follow({
        status: 'failed',
        isCancelled: true,
        taskError: {
          name: 'OperationCancelledError',
          message: 'was cancelled.',
        },
        progress: nothing,
      });
      expect(
        await screen.findByText('Cancelled. Nothing is left.'),
      ).toBeInTheDocument();
      expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    });

    it('names what is left', async () => {
      follow({
        status: 'failed',
        isCancelled: true,
        taskError: {
          name: 'StackOperationError',
          message: 'These resources remain: Key.',
        },
        progress: nothing,
      });
      expect(await screen.findByText('Cancelled')).toBeInTheDocument();
      expect(
        screen.getByText('These resources remain: Key.'),
      ).toBeInTheDocument();
      expect(screen.queryByText(/Nothing is left/)).not.toBeInTheDocument();
    });

    it('is not offered for a teardown', async () => {
      follow({
        template: 'template:default/tap-postgres-teardown',
        status: 'processing',
        progress: { ...creating, operation: 'delete' },
      });
      await screen.findByRole('heading', { name: 'Tearing down orders-dev' });
      expect(
        screen.queryByRole('button', { name: 'Cancel…' }),
      ).not.toBeInTheDocument();
    });
  });

  describe('of a task that the scaffolder ended', () => {
    const taskError = { message: 'Request failed with 401 Unauthorized' };
    const note = () =>
      screen.findByText('This task can no longer watch the environment');

    it('states that the operation continues, until the environment is at rest', async () => {
      const world = {
        status: 'failed',
        taskError,
        progress: creating,
        entity: sampleSystem(),
      };
      follow(world);
      expect(await note()).toBeInTheDocument();
      expect(
        screen.getByText(/portal follows the operation/),
      ).toHaveTextContent(
        'The task ended with "Request failed with 401 Unauthorized", which does not describe the environment. The portal follows the operation to its end and notifies the owner.',
      );
      expect(screen.getByText(/^1 of 4 resources/)).toBeInTheDocument();

      world.progress = { ...up, done: 4, total: 4, events: creating.events };
      await later();
      expect(await screen.findByText('Available')).toBeInTheDocument();
      expect(link()).toBeInTheDocument();
      expect(await note()).toBeInTheDocument();
    });

    it('states that the environment is torn down', async () => {
      follow({
        template: 'template:default/tap-postgres-teardown',
        status: 'failed',
        taskError,
        progress: nothing,
      });
      expect(await note()).toBeInTheDocument();
      expect(
        screen.getByText('No environment has the name orders-dev.'),
      ).toBeInTheDocument();
    });

    it.each([
      [
        'the failure is the operation’s own',
        {
          taskError: { message: "'orders-dev' was not created: work_mem" },
          progress: creating,
        },
      ],
      ['no operation was started', { taskError, progress: nothing }],
      [
        'no operation was started on an existing environment',
        {
          taskError,
          createdAt: '2026-11-20T12:00:00Z',
          progress: { ...up, done: 4, total: 4, events: creating.events },
        },
      ],
    ])('shows no such notice if %s', async (_, world) => {
      follow({ status: 'failed', ...world });
      expect(
        await screen.findByText(/^The environment was not/),
      ).toBeInTheDocument();
      expect(
        screen.queryByText('This task can no longer watch the environment'),
      ).not.toBeInTheDocument();
    });
  });

  it('collects events, because the back end returns only the newest ones', async () => {
    const world = { status: 'processing', progress: creating };
    follow(world);
    await screen.findByText('Key');
    world.progress = {
      ...creating,
      events: [sampleEvent('Bucket', 'CREATE_COMPLETE')],
    };
    await later();
    expect(await screen.findByText('Bucket')).toBeInTheDocument();
    expect(screen.getByText('Key')).toBeInTheDocument();
  });

  it('keeps the progress of a deployment if a second, smaller operation follows', async () => {
    const world = { status: 'processing', progress: creating };
    follow(world);
    await screen.findByText(/^1 of 4 resources/);
    world.progress = {
      ...creating,
      operation: 'update',
      done: 0,
      total: 1,
      events: [sampleEvent('Key', 'UPDATE_IN_PROGRESS', { elapsedSeconds: 1 })],
    };
    await later();
    expect(
      await screen.findByText(/^1 of 4 resources, 1:[01]. elapsed$/),
    ).toBeInTheDocument();
  });

  it('continues the elapsed time between two events', async () => {
    follow({ status: 'processing', progress: creating });
    await screen.findByText(/1:0. elapsed$/);
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText(/2:0. elapsed$/)).toBeInTheDocument();
  });

  it('states that an environment that was created no longer exists', async () => {
    follow({ status: 'completed', progress: nothing, entity: sampleSystem() });
    expect(
      await screen.findByText('No environment has the name orders-dev.'),
    ).toBeInTheDocument();
    expect(link()).not.toBeInTheDocument();
  });

  it('has no link to an environment that is being deleted', async () => {
    follow({
      status: 'completed',
      progress: {
        ...up,
        operation: 'delete',
        environment: sampleEnvironment({ status: 'deleting' }),
      },
      entity: sampleSystem(),
    });
    expect(await screen.findByText('Tearing down')).toBeInTheDocument();
    expect(link()).not.toBeInTheDocument();
  });

  it('follows a teardown to its end', async () => {
    const world = {
      template: 'template:default/tap-postgres-teardown',
      status: 'processing',
      // Events of the creation, which do not belong to this task.
      progress: { ...up, done: 4, total: 4, events: creating.events },
      entity: sampleSystem() as Entity | undefined,
    };
    follow(world);
    expect(
      await screen.findByText('Checking what blocks the teardown'),
    ).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).not.toHaveAttribute(
      'aria-valuenow',
    );

    world.progress = { ...creating, operation: 'delete' };
    await later();
    expect(
      await screen.findByRole('progressbar', {
        name: 'Tearing down orders-dev',
      }),
    ).toHaveAttribute('aria-valuenow', '1');

    Object.assign(world, {
      status: 'completed',
      progress: nothing,
      entity: undefined,
    });
    await later();
    expect(
      await screen.findByRole('heading', { name: 'orders-dev is torn down' }),
    ).toBeInTheDocument();
    expect(link()).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show the receipt' }),
    ).toHaveAttribute('href', '/environments/sandbox/orders-dev');
    expect(
      screen.queryByRole('region', { name: 'In progress' }),
    ).not.toBeInTheDocument();
  });
});
