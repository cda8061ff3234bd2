import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPortal } from '../__testUtils__/renderPortal';
import {
  sampleEnvironment,
  sampleOptions,
  sampleSize,
} from '../__testUtils__/samples';
import { RunningHours } from '@tap/plugin-tap-common';
import { TapApi } from '../api';

jest.setTimeout(60_000);

const plan: TapApi['plan'] = async ({ suffix }) => ({
  ref: { suffix, target: 'sandbox' },
  operation: 'create',
  changes: [],
  price: sampleSize().price,
  warnings: [],
  findings: [],
  templateBytes: 30_000,
});

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('CreatePage', () => {
  it('reviews and sends the values of a link and the defaults, once', async () => {
    const { tapApi } = renderPortal(
      '/environments/create?suffix=orders-dev&size=micro&owner=group%3Adefault%2Fpayments',
      { tap: { plan, run: async () => ({ taskId: 'task-7' }) } },
    );
    const name = await screen.findByRole(
      'textbox',
      { name: /^Name/ },
      { timeout: 20_000 },
    );
    expect(name).toHaveValue('orders-dev');
    await userEvent.type(name, '{Enter}');
    expect(
      await screen.findByRole('region', { name: 'Review orders-dev' }),
    ).toHaveFocus();
    expect(
      screen.getAllByText(/Destroy everything/).map(each => each.textContent),
    ).toEqual(['On teardown: Destroy everything']);
    expect(screen.getByText('7 days from now')).toBeInTheDocument();
    expect(screen.getByText('Kept for 1 day')).toBeInTheDocument();
    expect(
      screen.getByText(
        'Members of the application security group, the bastion, 10.40.0.0/16',
      ),
    ).toBeInTheDocument();
    expect(tapApi.run).not.toHaveBeenCalled();
    await screen.findByText('$151.50 a month');
    await press('Create environment');
    await waitFor(() =>
      expect(tapApi.run).toHaveBeenCalledWith(
        'deploy',
        { suffix: 'orders-dev', target: 'sandbox' },
        {
          size: 'micro',
          retention: 'destroy',
          expiresIn: '7d',
          engineVersion: '17',
          backupRetentionDays: 1,
          owner: 'group:default/payments',
        },
      ),
    );
  });

  it('asks a user who cannot be an owner for one', async () => {
    const { tapApi } = renderPortal(
      '/environments/create?suffix=orders-dev&size=micro',
      {
        tap: {
          plan,
          getOptions: async () =>
            sampleOptions({ requester: undefined, ownershipRefs: [] }),
        },
      },
    );
    const owner = await screen.findByRole(
      'combobox',
      { name: /^Owner/ },
      { timeout: 20_000 },
    );
    expect(owner).toHaveAccessibleDescription(/You cannot be the owner/);
    expect(screen.queryByText('Select an option')).not.toBeInTheDocument();
    await press('Review');
    expect(screen.getAllByText('Choose an owner.')).toHaveLength(2);
    await userEvent.type(owner, 'group:default/payments');
    await userEvent.tab();
    await press('Review');
    expect(
      await screen.findByRole('region', { name: 'Review orders-dev' }),
    ).toHaveTextContent('payments');
    await waitFor(() =>
      expect(tapApi.plan).toHaveBeenCalledWith(
        expect.objectContaining({ owner: 'group:default/payments' }),
      ),
    );
  });

  it('offers running hours where the target has them', async () => {
    const options = sampleOptions();
    const runningHours = {
      timeZone: 'Europe/Berlin',
      days: ['mon', 'fri'],
      start: '07:00',
      stop: '19:00',
    } as RunningHours;
    const { tapApi } = renderPortal(
      '/environments/create?suffix=orders-dev&size=micro&owner=group%3Adefault%2Fpayments&uptime=running-hours',
      {
        tap: {
          plan,
          run: async () => ({ taskId: 'task-7' }),
          getOptions: async () => ({
            ...options,
            targets: options.targets.map(each => ({ ...each, runningHours })),
          }),
        },
      },
    );
    expect(
      await screen.findByRole(
        'button',
        { name: /Uptime/ },
        { timeout: 20_000 },
      ),
    ).toHaveTextContent('In running hours');
    await press('Review');
    const review = await screen.findByRole('region', {
      name: 'Review orders-dev',
    });
    expect(
      within(review).getByText('mon, fri, 07:00 to 19:00 (Europe/Berlin)'),
    ).toBeInTheDocument();
    await screen.findByText('$151.50 a month');
    await press('Create environment');
    await waitFor(() =>
      expect(tapApi.run).toHaveBeenCalledWith(
        'deploy',
        expect.anything(),
        expect.objectContaining({ uptime: 'running-hours' }),
      ),
    );
  });

  it('marks sizes and versions that the region does not offer, even if AWS reports its offers late', async () => {
    const early = sampleOptions();
    const options = sampleOptions();
    options.targets[0].sizes[0].unavailable = {};
    options.targets[0].sizes[1].unavailable = {
      17: 'needs 2 availability zones, and 1 in us-east-1 is suitable',
    };
    renderPortal('/environments/create?suffix=orders-dev', {
      tap: {
        getOptions: jest
          .fn(async () => options)
          .mockImplementationOnce(async () => early),
      },
    });
    const small = await screen.findByRole(
      'radio',
      { name: /^small/ },
      { timeout: 20_000 },
    );
    expect(small).toBeChecked();
    const mark =
      'Not available with PostgreSQL 17: needs 2 availability zones, and 1 in us-east-1 is suitable.';
    expect(
      await screen.findByText(mark, {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
    expect(small).toHaveAccessibleName(expect.stringContaining(mark));
    expect(
      screen.getByRole('radio', { name: /^micro/ }),
    ).not.toHaveAccessibleName(expect.stringContaining('Not available'));

    await press(/PostgreSQL version/);
    const newest = await screen.findByRole('option', { name: /17/ });
    expect(newest).toHaveAccessibleName(/, not available for small$/);
    await userEvent.click(screen.getByRole('option', { name: /16/ }));
    expect(screen.queryByText(/Not available with/)).not.toBeInTheDocument();
  });

  it('offers no uptime on a target without running hours', async () => {
    renderPortal('/environments/create?suffix=orders-dev');
    await screen.findByRole(
      'button',
      { name: /PostgreSQL version/ },
      { timeout: 20_000 },
    );
    expect(
      screen.queryByRole('button', { name: /Uptime/ }),
    ).not.toBeInTheDocument();
  });

  it('sends fewer read replicas than the size has, only if they are chosen', async () => {
    const { tapApi } = renderPortal(
      '/environments/create?suffix=orders-dev&size=small&readReplicas=0&owner=group%3Adefault%2Fpayments',
      { tap: { plan, run: async () => ({ taskId: 'task-7' }) } },
    );
    expect(
      await screen.findByRole(
        'button',
        { name: /Read replicas/ },
        { timeout: 20_000 },
      ),
    ).toHaveTextContent('0');
    await press('Review');
    const review = await screen.findByRole('region', {
      name: 'Review orders-dev',
    });
    expect(within(review).getByText(/no read replica/)).toBeInTheDocument();
    await screen.findByText('$151.50 a month');
    await press('Create environment');
    await waitFor(() =>
      expect(tapApi.run).toHaveBeenCalledWith(
        'deploy',
        expect.anything(),
        expect.objectContaining({ size: 'small', readReplicas: 0 }),
      ),
    );
  });

  it('sends the extensions', async () => {
    const { tapApi } = renderPortal(
      '/environments/create?suffix=orders-dev&size=small&owner=group%3Adefault%2Fpayments',
      { tap: { plan, run: async () => ({ taskId: 'task-7' }) } },
    );
    const extensions = await screen.findByRole(
      'textbox',
      { name: 'Extensions' },
      { timeout: 20_000 },
    );
    await userEvent.type(extensions, 'pg_trgm; citext');
    await press('Review');
    expect(
      await screen.findAllByText(
        'The extensions must be names of extensions, separated by commas, for example pg_stat_statements,pg_trgm.',
      ),
    ).not.toHaveLength(0);
    await userEvent.clear(extensions);
    await userEvent.type(extensions, 'pg_trgm, citext');
    await press('Review');
    await screen.findByText('$151.50 a month');
    await press('Create environment');
    await waitFor(() =>
      expect(tapApi.run).toHaveBeenCalledWith(
        'deploy',
        expect.anything(),
        expect.objectContaining({ extensions: 'pg_trgm, citext' }),
      ),
    );
  });

  it('says in words what is missing, until it is entered', async () => {
    renderPortal('/environments/create', { tap: { plan } });
    const name = await screen.findByRole(
      'textbox',
      { name: /^Name/ },
      { timeout: 20_000 },
    );
    expect(screen.queryByText('Enter a name.')).not.toBeInTheDocument();
    await press('Review');
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter a name.');
    await userEvent.type(name, 'orders-dev');
    expect(screen.queryByText('Enter a name.')).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('refers to the change form for a name of an own environment', async () => {
    renderPortal('/environments/create?suffix=orders-dev', {
      tap: {
        plan,
        getSuffixAvailability: async () => ({
          available: false,
          canBeChanged: true,
        }),
      },
    });
    expect(
      await screen.findByRole(
        'link',
        { name: 'Change orders-dev' },
        { timeout: 20_000 },
      ),
    ).toHaveAttribute('href', '/environments/sandbox/orders-dev/change');
    await press('Review');
    expect(
      screen.getAllByText(/^You already have an environment/).length,
    ).toBeGreaterThan(0);
  });
});

describe('ChangePage', () => {
  const environment = sampleEnvironment({
    size: 'removed',
    description: 'Orders',
    expiresAt: '2099-01-01T12:00:00Z',
  });

  it('sends only what differs, and keeps a size that is no longer available', async () => {
    const { tapApi } = renderPortal('/environments/sandbox/orders-dev/change', {
      tap: {
        getEnvironment: async () => environment,
        plan: async () => ({
          ...(await plan({ suffix: 'orders-dev' })),
          operation: 'none',
        }),
        run: async () => ({ taskId: 'task-7' }),
      },
    });
    const description = await screen.findByRole(
      'textbox',
      { name: 'Description' },
      { timeout: 20_000 },
    );
    expect(
      screen.queryByRole('textbox', { name: /^Name/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: 'removed, current size' }),
    ).toBeChecked();
    await userEvent.clear(description);
    await press('Review changes');
    const table = within(
      await screen.findByRole('table', { name: 'Changed settings' }),
    );
    expect(
      table.getAllByRole('row').map(({ textContent }) => textContent),
    ).toEqual(['SettingBeforeAfter', 'DescriptionOrdersNone']);
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Save changes' }),
      ).toBeEnabled(),
    );
    await press('Save changes');
    await waitFor(() =>
      expect(tapApi.run).toHaveBeenCalledWith(
        'deploy',
        { suffix: 'orders-dev', target: 'sandbox' },
        { description: '' },
      ),
    );
  });

  it('offers extensions only with a bastion, which creates them', async () => {
    const { BastionInstanceId: _, ...outputs } = environment.outputs!;
    renderPortal('/environments/sandbox/orders-dev/change', {
      tap: { getEnvironment: async () => ({ ...environment, outputs }) },
    });
    await screen.findByRole(
      'textbox',
      { name: 'Description' },
      { timeout: 20_000 },
    );
    expect(
      screen.queryByRole('textbox', { name: 'Extensions' }),
    ).not.toBeInTheDocument();
  });

  it('does not save what the back end rejects', async () => {
    renderPortal(
      '/environments/sandbox/orders-dev/change?size=small&step=review',
      {
        tap: {
          getEnvironment: async () => environment,
          plan: async () => ({
            ...(await plan({ suffix: 'orders-dev' })),
            operation: 'update',
            changes: [
              {
                action: 'replace',
                logicalId: 'Database',
                resourceType: 'AWS::RDS::DBInstance',
                causes: ['StorageEncrypted'],
                effect: 'data-loss',
              },
            ],
          }),
        },
      },
    );
    expect(
      await screen.findByRole(
        'list',
        { name: 'Data is lost' },
        { timeout: 20_000 },
      ),
    ).toHaveTextContent('Database loses its data');
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  });
});
