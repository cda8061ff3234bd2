import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../../__testUtils__/renderCard';
import { sampleEnvironment } from '../../__testUtils__/samples';
import { SettingsTab } from './SettingsTab';

const settled = { done: 0, total: 0, events: [] };

describe('SettingsTab', () => {
  it('sets a new expiry, and shows it', async () => {
    let environment = sampleEnvironment();
    const api = renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
      run: async () => {
        environment = sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z' });
        return environment;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set expiry' }),
    );
    expect(api.run).toHaveBeenCalledWith(
      'extend',
      { suffix: 'orders-dev', target: 'sandbox' },
      { expiresIn: '7d' },
    );
    expect((await screen.findAllByText(/2099/)).length).toBeGreaterThan(0);
  });

  it('shows the response to a change if the next read is older', async () => {
    const updatedAt = '2026-11-20T12:00:00Z';
    renderCard(<SettingsTab />, {
      getProgress: async () => ({
        ...settled,
        environment: sampleEnvironment(),
      }),
      run: async () =>
        sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z', updatedAt }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set expiry' }),
    );
    expect(await screen.findByText(/^Expires in .*2099/)).toBeInTheDocument();
  });

  it('shows why an expiry was not changed', async () => {
    renderCard(<SettingsTab />, {
      run: () => Promise.reject(new Error('only the owner may')),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set expiry' }),
    );
    expect(await screen.findByText('only the owner may')).toBeInTheDocument();
  });

  it('offers no expiry for a protected environment', async () => {
    const environment = sampleEnvironment({ retention: 'retain' });
    renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
    });
    expect(
      await screen.findByText(/A protected environment does not expire/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Set expiry' }),
    ).not.toBeInTheDocument();
  });

  it('stops the database, and starts it again', async () => {
    let environment = sampleEnvironment({ readReplicas: 0 });
    const since = '2026-11-20T12:00:00Z';
    const api = renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
      run: async () => {
        environment = sampleEnvironment({
          readReplicas: 0,
          status: 'stopped',
          runState: { state: 'stopped', since },
          stackStatus: 'UPDATE_COMPLETE',
          updatedAt: since,
        });
        return environment;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    const ref = { suffix: 'orders-dev', target: 'sandbox' };
    expect(api.run).toHaveBeenCalledWith('stop', ref, {});
    const start = await screen.findByRole('button', { name: 'Start' });
    expect(screen.getByText(/^Stopped .*2026/)).toBeInTheDocument();
    expect(
      screen.getByText(
        'Amazon RDS does not change a stopped database. Start the environment first.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Set expiry' }),
    ).toBeInTheDocument();

    await userEvent.click(start);
    expect(api.run).toHaveBeenLastCalledWith('start', ref, {});
  });

  it('rotates the passwords after a dialog that says what happens, and shows until when the previous ones are accepted', async () => {
    const outputs = {
      ...sampleEnvironment().outputs!,
      ReadWriteSecretArn: 'arn',
    };
    let environment = sampleEnvironment({ outputs });
    const api = renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
      run: async () => {
        environment = sampleEnvironment({
          outputs,
          credentialsRotation: {
            requestedAt: '2026-11-20T12:00:00.000Z',
            previousValidUntil: '2099-11-20T12:00:00.000Z',
          },
        });
        return environment;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rotate…' }),
    );
    expect(
      screen.getByText(/new user name and password within minutes/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'No longer' }));
    expect(
      screen.getByText(/cannot open new connections until/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Rotate' }));
    expect(api.run).toHaveBeenCalledWith(
      'rotate-credentials',
      { suffix: 'orders-dev', target: 'sandbox' },
      { graceHours: 0 },
    );
    expect(
      await screen.findByText(/previous passwords are accepted until .*2099/),
    ).toBeInTheDocument();
  });

  it('shows in the dialog why a rotation was rejected', async () => {
    const environment = sampleEnvironment({
      outputs: { ...sampleEnvironment().outputs!, ReadWriteSecretArn: 'arn' },
    });
    renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
      run: async () => {
        throw new Error('Another operation is in progress');
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rotate…' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Rotate' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The passwords were not rotated');
    expect(alert).toHaveTextContent('Another operation is in progress');
    expect(screen.getByRole('button', { name: 'Rotate' })).toBeEnabled();
  });

  it('offers no rotation without roles', async () => {
    renderCard(<SettingsTab />, {
      getProgress: async () => ({
        ...settled,
        environment: sampleEnvironment(),
      }),
    });
    expect(
      await screen.findByText(/no roles whose passwords can be rotated/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Rotate…' }),
    ).not.toBeInTheDocument();
  });

  it('offers no stop with read replicas', async () => {
    const environment = sampleEnvironment({ readReplicas: 1 });
    renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
    });
    expect(
      await screen.findByText(/does not stop a database with read replicas/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Stop' }),
    ).not.toBeInTheDocument();
  });

  it('shows why a stop was rejected', async () => {
    const environment = sampleEnvironment({ readReplicas: 0 });
    renderCard(<SettingsTab />, {
      getProgress: async () => ({ ...settled, environment }),
      run: () => Promise.reject(new Error('it is backing-up')),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(await screen.findByText('it is backing-up')).toBeInTheDocument();
  });

  it('links to the form for a change', async () => {
    renderCard(<SettingsTab />);
    expect(
      await screen.findByRole('link', { name: 'Change…' }),
    ).toHaveAttribute('href', '/environments/sandbox/orders-dev/change');
  });

  it('transfers the environment, and shows its new owner', async () => {
    const owner = 'group:default/orders';
    const api = renderCard(<SettingsTab />, {
      run: async () =>
        sampleEnvironment({ owner, updatedAt: '2026-11-20T12:00:00Z' }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Transfer…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Transfer orders-dev' }),
    );
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'New owner' }),
      owner,
    );
    await userEvent.tab();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Transfer' }),
    );
    expect(api.run).toHaveBeenCalledWith(
      'transfer',
      { suffix: 'orders-dev', target: 'sandbox' },
      { owner },
    );
    expect(
      await screen.findByText('The owner of orders-dev is now orders'),
    ).toBeInTheDocument();
    expect(await screen.findByText('orders')).toBeInTheDocument();
  });

  it('offers no change and no teardown while an operation is in progress', async () => {
    const environment = sampleEnvironment({
      status: 'updating',
      stackStatus: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    });
    let progress: EnvironmentProgress = {
      ...settled,
      operation: 'update',
      environment,
    };
    renderCard(<SettingsTab />, { getProgress: async () => progress });
    await screen.findAllByText(/can be changed when the environment is/);
    expectOffered({ change: false, transferOwnership: false, tearDown: false });

    progress = {
      ...settled,
      environment: sampleEnvironment({ status: 'failed' }),
    };
    expect(
      await screen.findByRole(
        'button',
        { name: 'Tear down…' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    expectOffered({ change: false, transferOwnership: false, tearDown: true });
  });

  // Permissions are cached by suffix, so each test uses its own suffix.
  it.each([
    [
      'onlooker',
      ['tap.environment.update', 'tap.environment.delete'],
      { change: false, tearDown: false },
    ],
    ['changer', ['tap.environment.delete'], { change: true, tearDown: false }],
    [
      'released',
      ['tap.environment.delete.retained'],
      { change: true, tearDown: false },
    ],
    ['owner', [], { change: true, tearDown: true }],
  ])('shows an %s only permitted actions', async (suffix, mayNot, allowed) => {
    const environment = sampleEnvironment({ suffix, wasRetained: true });
    renderCard(
      <SettingsTab />,
      { getProgress: async () => ({ ...settled, environment }) },
      { mayNot, suffix },
    );
    await screen.findByRole('region', { name: 'Danger zone' });
    const shown = (role: string, name: string) =>
      screen.queryByRole(role, { name }) !== null;
    await waitFor(() =>
      expect({
        change: shown('link', 'Change…'),
        transferOwnership: shown('button', 'Transfer…'),
        extend: shown('button', 'Set expiry'),
        tearDown: shown('button', 'Tear down…'),
      }).toEqual({
        change: allowed.change,
        transferOwnership: allowed.change,
        extend: allowed.change,
        tearDown: allowed.tearDown,
      }),
    );
  });
});

function expectOffered(offered: {
  change: boolean;
  transferOwnership: boolean;
  tearDown: boolean;
}) {
  expect({
    change: screen.queryByRole('link', { name: 'Change…' }) !== null,
    transferOwnership:
      screen.queryByRole('button', { name: 'Transfer…' }) !== null,
    tearDown: screen.queryByRole('button', { name: 'Tear down…' }) !== null,
  }).toEqual(offered);
}
