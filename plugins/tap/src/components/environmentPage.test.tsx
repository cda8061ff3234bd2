import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPortal } from '../__testUtils__/renderPortal';
import {
  sampleEnvironment,
  sampleEvent,
  sampleSystem,
} from '../__testUtils__/samples';

jest.setTimeout(60_000);

const PAGE = '/catalog/default/system/tap-orders-dev';

const card = (name: string) =>
  screen.findByRole('region', { name }, { timeout: 20_000 });

describe("an environment's page", () => {
  it('tells what it is, whose, until when and at what price', async () => {
    renderPortal(PAGE, {
      tap: {
        getProgress: async () => ({
          environment: sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z' }),
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    const overview = within(await card('Environment'));
    expect(await overview.findByText(/2099/)).toBeInTheDocument();
    expect(overview.getByText('Available')).toBeInTheDocument();
    expect(overview.getByText('17.9')).toBeInTheDocument();
    expect(overview.getByText('Destroy everything')).toBeInTheDocument();
    expect(overview.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    expect(
      await overview.findByText('$151.50 a month (list price)'),
    ).toBeInTheDocument();
  });

  it('shows what the catalog knows while tap-backend does not answer', async () => {
    renderPortal(PAGE, {
      tap: { getProgress: () => Promise.reject(new Error('no answer')) },
    });
    expect(
      within(await card('Environment')).getByText('Available'),
    ).toBeInTheDocument();
    expect(
      within(await card('Connect')).getByText('40123'),
    ).toBeInTheDocument();
    expect(
      await within(await card('Status and events')).findByText('no answer'),
    ).toBeInTheDocument();
  });

  it('leads to the database, with values to copy', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderPortal(PAGE);
    const connect = within(await card('Connect'));
    const endpoint = connect
      .getByText('Endpoint')
      .closest('dt')!.nextElementSibling;
    expect(endpoint).toHaveTextContent(/^127\.0\.0\.1$/);
    await user.click(connect.getByRole('button', { name: 'Copy Secret ARN' }));
    expect(writeText).toHaveBeenCalledWith(
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
    );
    expect(await screen.findByText('Secret ARN copied')).toBeInTheDocument();
    expect(connect.getByLabelText('Connect')).toHaveTextContent(
      'psql "host=127.0.0.1 port=40123 dbname=app sslmode=require"',
    );
  });

  it('cannot be connected to before it is complete', async () => {
    const environment = sampleEnvironment({
      status: 'creating',
      stackStatus: 'CREATE_IN_PROGRESS',
      outputs: undefined,
    });
    renderPortal(PAGE, {
      entities: [sampleSystem(environment)],
      tap: {
        getProgress: async () => ({
          environment,
          operation: 'create',
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    expect(
      within(await card('Connect')).getByText(/as soon as the environment/),
    ).toBeInTheDocument();
  });

  it('lists the outputs of the stack', async () => {
    renderPortal(PAGE);
    const outputs = within(await card('Stack outputs'));
    expect(
      await outputs.findByRole('row', { name: /BucketName tapstack-orders/ }),
    ).toBeInTheDocument();
  });

  it('follows what is under way to its end, and stops there', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const busy: EnvironmentProgress = {
        environment: sampleEnvironment({
          status: 'updating',
          stackStatus: 'UPDATE_IN_PROGRESS',
        }),
        operation: 'update',
        done: 1,
        total: 4,
        events: [
          sampleEvent('Key', 'UPDATE_COMPLETE'),
          sampleEvent('Database', 'UPDATE_IN_PROGRESS'),
        ],
      };
      const settled: EnvironmentProgress = {
        environment: sampleEnvironment(),
        done: 0,
        total: 0,
        events: [sampleEvent('Database', 'UPDATE_COMPLETE')],
      };
      let answer = busy;
      const { tapApi } = renderPortal(PAGE, {
        tap: { getProgress: async () => answer },
      });
      const status = within(await card('Status and events'));
      const bar = await status.findByRole('progressbar', {
        name: 'Updating the environment',
      });
      expect(bar).toHaveAttribute('aria-valuenow', '1');
      expect(bar).toHaveAttribute('aria-valuemax', '4');
      expect(
        within(status.getByRole('region', { name: 'In progress' })).getByText(
          'Database',
        ),
      ).toBeInTheDocument();

      answer = settled;
      await act(() => jest.advanceTimersByTimeAsync(3000));
      await waitFor(() =>
        expect(status.queryByRole('progressbar')).not.toBeInTheDocument(),
      );
      expect(status.getByText('Last events (1)')).toBeInTheDocument();

      const reads = tapApi.getProgress.mock.calls.length;
      await act(() => jest.advanceTimersByTimeAsync(30_000));
      expect(tapApi.getProgress).toHaveBeenCalledTimes(reads);
    } finally {
      jest.useRealTimers();
    }
  });

  it('gives it a new end', async () => {
    const { tapApi } = renderPortal(PAGE);
    const overview = within(await card('Environment'));
    await userEvent.click(overview.getByRole('button', { name: 'Set expiry' }));
    expect(tapApi.extend).toHaveBeenCalledWith(
      { suffix: 'orders-dev', target: 'sandbox' },
      '7d',
    );
  });

  it('offers no end to a protected one', async () => {
    const environment = sampleEnvironment({ retention: 'retain' });
    renderPortal(PAGE, {
      entities: [sampleSystem(environment)],
      tap: {
        getProgress: async () => ({
          environment,
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    const overview = within(await card('Environment'));
    expect(overview.getByText('Protect it')).toBeInTheDocument();
    expect(
      overview.queryByRole('button', { name: 'Set expiry' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    [
      'button',
      async () =>
        userEvent.click(
          within(await card('Environment')).getByRole('button', {
            name: 'Tear down',
          }),
        ),
    ],
    [
      'context menu',
      async () => {
        await card('Environment');
        await userEvent.click(
          screen.getByRole('button', { name: 'More actions' }),
        );
        await userEvent.click(
          await screen.findByRole('menuitem', {
            name: 'Tear down environment',
          }),
        );
      },
    ],
  ])('is torn down by the %s, and leads to the task', async (_, open) => {
    const { tapApi } = renderPortal(PAGE);
    await open();
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      await dialog.findByLabelText('Type orders-dev to confirm'),
      'orders-dev',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Tear down' }));
    expect(tapApi.startTeardown).toHaveBeenCalled();
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    // The breadcrumb of the task's page.
    expect((await screen.findAllByText(/task-1/)).length).toBeGreaterThan(0);
    expect(
      screen.queryByRole('region', { name: 'Environment' }),
    ).not.toBeInTheDocument();
  });

  it('shows none of this for other systems', async () => {
    const other = sampleSystem();
    other.metadata.name = 'shop';
    other.spec!.type = 'product';
    renderPortal('/catalog/default/system/shop', { entities: [other] });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'More actions' },
        { timeout: 20_000 },
      ),
    );
    await screen.findByRole('menuitem', { name: /Copy/i });
    expect(
      screen.queryByRole('menuitem', { name: 'Tear down environment' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Connect' }),
    ).not.toBeInTheDocument();
  });
});
