import { deletedEnvironment } from '@tap/plugin-tap-common/testUtils';
import { environmentEntities } from '@tap/plugin-tap-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPortal } from '../../__testUtils__/renderPortal';
import {
  sampleEnvironment,
  sampleOperation,
  sampleSystem,
} from '../../__testUtils__/samples';

jest.setTimeout(60_000);

const PAGE = '/environments/sandbox/orders-dev';

const card = (name: string | RegExp) =>
  screen.findByRole('region', { name }, { timeout: 20_000 });

const gone = { getProgress: async () => ({ done: 0, total: 0, events: [] }) };

describe('the address of an environment', () => {
  it.each([
    ['at its address', PAGE],
    ['from the catalog', '/catalog/default/system/tap-orders-dev'],
  ])('shows its page %s', async (_, path) => {
    renderPortal(path);
    for (const name of ['Environment', 'Connect']) {
      expect(await card(name)).toBeInTheDocument();
    }
    expect(
      screen.getByRole('link', { name: 'All environments' }),
    ).toHaveAttribute('href', '/environments');
    expect(screen.queryByText('Unregister entity')).not.toBeInTheDocument();
  });

  it('has tabs for activity, resources and settings', async () => {
    renderPortal(PAGE, {
      tap: {
        getOperations: async () => [sampleOperation()],
        getResources: async () => [
          {
            logicalId: 'DatabaseInstance',
            resourceType: 'AWS::RDS::DBInstance',
            physicalId: 'tapstack-orders-dev',
            status: 'CREATE_COMPLETE',
            consoleUrl: 'https://console.example/db',
          },
        ],
      },
    });
    await card('Environment');
    expect(document.title).toBe('orders-dev');
    await userEvent.click(screen.getByRole('link', { name: 'Activity' }));
    await waitFor(() => expect(document.title).toBe('orders-dev: Activity'));
    expect(
      within(await card('Operations')).getByRole('row', {
        name: /Creation.*Size: small.*olga.*12:30.*Succeeded/,
      }),
    ).toBeInTheDocument();
    await card('Drift');
    await userEvent.click(screen.getByRole('link', { name: 'Resources' }));
    const resources = within(await card('Resources (1)'));
    await userEvent.click(
      await resources.findByRole('button', {
        name: /^Database.*1 resource, complete/,
      }),
    );
    const database = within(resources.getByRole('table', { name: 'Database' }));
    expect(
      database.getByRole('row', {
        name: /Database instance.*tapstack-orders-dev.*CREATE_COMPLETE/,
      }),
    ).toBeInTheDocument();
    expect(
      database.getByRole('link', {
        name: 'Open DatabaseInstance in the AWS console',
      }),
    ).toHaveAttribute('href', 'https://console.example/db');
    await userEvent.click(screen.getByRole('link', { name: 'Settings' }));
    await card('Danger zone');
  });

  it('links to an owner in the catalog, and only names one that the catalog does not contain', async () => {
    const guest = 'user:development/guest';
    const progress = (owner: string) => ({
      getProgress: async () => ({
        done: 0,
        total: 0,
        events: [],
        environment: sampleEnvironment({ owner }),
      }),
    });
    renderPortal(`${PAGE}/settings`, { tap: progress(guest) });
    const owner = within(await card('Owner'));
    expect(await owner.findByText('development/guest')).toBeInTheDocument();
    await waitFor(() =>
      expect(owner.queryByRole('link')).not.toBeInTheDocument(),
    );
    cleanup();

    renderPortal(`${PAGE}/settings`, {
      tap: progress('group:default/payments'),
      entities: [
        sampleSystem(),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'payments', namespace: 'default' },
          spec: { type: 'team', children: [] },
        },
      ],
    });
    expect(
      await within(await card('Owner')).findByRole('link', {
        name: /payments/,
      }),
    ).toHaveAttribute('href', '/catalog/default/group/payments');
  });

  it('starts the teardown, and opens its progress', async () => {
    const { tapApi } = renderPortal(`${PAGE}/settings`);
    await userEvent.click(
      within(await card('Danger zone')).getByRole('button', {
        name: 'Tear down…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      await dialog.findByLabelText('Type orders-dev to confirm'),
      'orders-dev',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Tear down' }));
    expect(tapApi.run).toHaveBeenCalled();
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByRole('link', { name: 'Show the log of the task' }),
    ).toHaveAttribute('href', expect.stringContaining('task-1'));
  });

  it('shows what needs attention', async () => {
    const environment = sampleEnvironment({
      status: 'delete-failed',
      stackStatus: 'DELETE_FAILED',
      statusReason: 'The VPC has dependencies',
    });
    renderPortal(PAGE, {
      tap: {
        getProgress: async () => ({
          environment,
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    expect(
      await screen.findByText(
        /The VPC has dependencies. Some resources still exist/,
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['OK' as const, ['Environment', 'Connect', 'Alarms']],
    ['ALARM' as const, ['Alarms', 'Environment', 'Connect']],
  ])('has alarms in the state %s at their place', async (state, titles) => {
    renderPortal(PAGE, {
      tap: {
        getAlarms: async () => [
          {
            logicalId: 'AlarmCpu',
            description: 'CPU above 80%',
            isNotified: true,
            state,
          },
        ],
      },
    });
    await card('Alarms');
    expect(
      screen
        .getAllByRole('heading', { name: /^(Alarms|Environment|Connect)$/ })
        .map(({ textContent }) => textContent),
    ).toEqual(titles);
  });

  it('shows the receipt after the teardown', async () => {
    const environment = deletedEnvironment(
      sampleEnvironment({ retention: 'snapshot' }),
    );
    renderPortal(PAGE, {
      tap: {
        ...gone,
        getOperations: async () => [
          sampleOperation({
            id: 'token-2',
            operation: 'delete',
            initiator: 'user:default/mia',
            environment,
            goneAt: '2026-11-03T10:09:00.000Z',
            removed: [
              {
                logicalId: 'Bucket',
                resourceType: 'AWS::S3::Bucket',
                physicalId: 'orders-bucket',
              },
            ],
            kept: [
              {
                logicalId: 'DatabaseInstance',
                resourceType: 'AWS::RDS::DBSnapshot',
                physicalId: 'orders-final',
                kind: 'retained',
                reason: 'Snapshot of the database',
                monthlyUsd: 9.5,
              },
            ],
          }),
          sampleOperation(),
          sampleOperation({
            id: 'token-0',
            environment: sampleEnvironment({ stackId: 'arn:earlier' }),
          }),
        ],
      },
    });
    expect(
      await screen.findByText(
        'This environment was torn down',
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    const receipt = await card('Receipt');
    expect(receipt).toHaveTextContent(/Ended bymia/);
    expect(receipt).toHaveTextContent(/Duration12:30/);
    expect(receipt).toHaveTextContent(
      /DescribeStacks, called with the ARN of the stack, returned DELETE_COMPLETE/,
    );
    expect(
      within(await card('Kept')).getByRole('row', {
        name: /Database snapshot.*orders-final.*At most \$9.50.*You delete it/,
      }),
    ).toBeInTheDocument();
    expect(await card('Removed')).toHaveTextContent('1 resource');
    expect(within(await card('Operations')).getAllByRole('row')).toHaveLength(
      3,
    );
    expect(
      within(await card('Earlier environments with this name')).getAllByRole(
        'row',
      ),
    ).toHaveLength(2);
    expect(screen.queryByText(/not found/i)).not.toBeInTheDocument();
  });

  it('shows the cause of a failed creation once, and what is left of it', async () => {
    const cause = 'No subnets exist with sufficient capacity.';
    renderPortal(PAGE, {
      tap: {
        ...gone,
        getOperations: async () => [
          sampleOperation({
            operation: 'create',
            outcome: 'failed',
            initiator: 'user:default/mia',
            environment: deletedEnvironment(sampleEnvironment()),
            goneAt: '2026-11-03T10:09:00.000Z',
            reason: cause,
          }),
        ],
      },
    });
    const receipt = await card('Receipt');
    expect(receipt).toHaveTextContent(/Started bymia/);
    expect(receipt).not.toHaveTextContent('Created');
    expect(await card('Kept')).toHaveTextContent('Nothing was kept.');
    expect(await card('Operations')).toHaveTextContent('Failed');
    expect(screen.getAllByText(cause)).toHaveLength(1);
  });

  it('shows the reason of the last operation in the table if the deletion was not recorded', async () => {
    renderPortal(PAGE, {
      tap: {
        ...gone,
        getOperations: async () => [
          sampleOperation({ outcome: 'failed', reason: 'Capacity' }),
        ],
      },
    });
    expect(await card('Operations')).toHaveTextContent('Capacity');
  });

  it('states that nothing is kept by the retention destroy', async () => {
    renderPortal(PAGE, {
      tap: {
        ...gone,
        getOperations: async () => [
          sampleOperation({
            operation: 'delete',
            environment: deletedEnvironment(sampleEnvironment()),
            goneAt: '2026-11-03T10:09:00.000Z',
          }),
        ],
      },
    });
    expect(await card('Kept')).toHaveTextContent(
      'Nothing is kept. The KMS key is deleted after its 7-day waiting period.',
    );
  });

  it('states that there is no environment of a name that was never seen', async () => {
    renderPortal('/environments/sandbox/never-seen', { tap: gone });
    expect(await card('No environment with this name')).toHaveTextContent(
      'Target sandbox has no environment never-seen.',
    );
    expect(
      screen.getByRole('link', { name: 'New environment' }),
    ).toBeInTheDocument();
  });

  it('reads again after an error', async () => {
    const environment = sampleEnvironment();
    renderPortal(PAGE, {
      tap: {
        getProgress: jest
          .fn(async () => ({ environment, done: 0, total: 0, events: [] }))
          .mockRejectedValueOnce(new Error('AWS does not respond')),
      },
    });
    await screen.findByText('AWS does not respond', {}, { timeout: 20_000 });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await card('Environment')).toBeInTheDocument();
  });

  it('shows the resource of an entity, and the environment that it belongs to', async () => {
    const environment = sampleEnvironment();
    environment.outputs!.DatabaseIdentifier = 'tapstack-orders-dev';
    const entity = environmentEntities(environment).find(
      ({ metadata }) => metadata.name === 'tap-orders-dev-database',
    )!;
    renderPortal('/catalog/default/resource/tap-orders-dev-database', {
      entities: [entity],
      tap: {
        getEnvironment: async () => environment,
        getResources: async () => [
          {
            logicalId: 'DatabaseInstance',
            resourceType: 'AWS::RDS::DBInstance',
            physicalId: 'tapstack-orders-dev',
            status: 'CREATE_COMPLETE',
            arn: 'arn:aws:rds:us-east-1:000000000000:db:tapstack-orders-dev',
          },
        ],
      },
    });
    const resource = await card('Resource');
    expect(
      await within(resource).findByRole('link', { name: 'orders-dev' }),
    ).toHaveAttribute('href', PAGE);
    expect(resource).toHaveTextContent(/Classdb.t4g.medium/);
    expect(resource).toHaveTextContent(/Endpoint127.0.0.1/);
    expect(resource).toHaveTextContent(/arn:aws:rds:us-east-1/);
  });

  it('leaves the pages of other systems alone', async () => {
    const other = sampleSystem();
    other.metadata.name = 'shop';
    other.spec!.type = 'product';
    renderPortal('/catalog/default/system/shop', { entities: [other] });
    await screen.findByRole(
      'button',
      { name: 'More actions' },
      { timeout: 20_000 },
    );
    expect(
      screen.queryByRole('region', { name: 'Connect' }),
    ).not.toBeInTheDocument();
  });
});
