import { EnvironmentOutputs } from '@tap/plugin-tap-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment } from '../__testUtils__/samples';
import { ConnectCard } from './ConnectCard';

describe('ConnectCard', () => {
  it('shows the connection values with copy buttons', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderCard(<ConnectCard />);
    const endpoint = (await screen.findByText('Endpoint')).closest('dt');
    expect(endpoint?.nextElementSibling).toHaveTextContent(/^127\.0\.0\.1$/);

    await user.click(screen.getByRole('button', { name: 'Copy Secret ARN' }));
    expect(writeText).toHaveBeenCalledWith(
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:credentials',
    );
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it('states when the values of a stopped database can be used', async () => {
    renderCard(<ConnectCard />, {
      getProgress: async () => ({
        environment: sampleEnvironment({ status: 'stopped' }),
        done: 0,
        total: 0,
        events: [],
      }),
    });
    expect(
      await screen.findByText(/when the database is started/),
    ).toBeInTheDocument();
  });

  it('shows the connect command, and copies all of it', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderCard(<ConnectCard />);
    await user.click(
      await screen.findByRole('button', { name: 'Connect without the script' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Copy Connect with psql' }),
    );
    const [[command]] = writeText.mock.calls;
    expect(command).toContain(
      "psql 'host=127.0.0.1 port=40123 dbname=app sslmode=require'",
    );
    expect(
      screen.getByRole('group', { name: 'Connect with psql' }).textContent,
    ).toBe(command);
  });

  it('fits into one line, and shows code without a password for other clients', async () => {
    const user = userEvent.setup();
    renderCard(<ConnectCard />);
    expect(
      (await screen.findByRole('group', { name: 'Connect with the script' }))
        .textContent,
    ).toBe('sh orders-dev.sh');
    expect(
      screen.getByText('postgresql://127.0.0.1:40123/app?sslmode=require'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Client/ }));
    await user.click(await screen.findByRole('option', { name: 'Node.js' }));
    expect(
      (await screen.findByRole('group', { name: 'Code for Node.js' }))
        .textContent,
    ).toContain('password: process.env.PGPASSWORD');
    expect(
      screen.getByRole('group', { name: 'Set PGUSER and PGPASSWORD' })
        .textContent,
    ).toBe('eval "$(sh orders-dev.sh env)"');
  });

  it('offers the replicas for read-only access', async () => {
    const user = userEvent.setup();
    const outputs = {
      ...sampleEnvironment().outputs!,
      ReadReplica1Endpoint: 'replica.example',
      ReadReplica1Port: '5433',
    };
    renderCard(<ConnectCard />, {
      getProgress: async () => ({
        environment: sampleEnvironment({ outputs }),
        done: 0,
        total: 0,
        events: [],
      }),
    });
    await user.click(await screen.findByRole('radio', { name: 'Read only' }));
    expect(screen.getByText('replica.example:5433')).toBeInTheDocument();
    expect(
      screen.getByText(
        'postgresql://replica.example:5433,127.0.0.1:40123/app?target_session_attrs=prefer-standby&load_balance_hosts=random&sslmode=require',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('group', { name: 'Connect with the script' })
        .textContent,
    ).toBe('sh orders-dev-read-only.sh');
  });

  it('offers no choice of access without replicas', async () => {
    const { ReadReplica1Endpoint: _, ...single } = sampleEnvironment().outputs!;
    renderCard(<ConnectCard />, {
      getProgress: async () => ({
        environment: sampleEnvironment({ outputs: single }),
        done: 0,
        total: 0,
        events: [],
      }),
    });
    expect(await screen.findByText('Endpoint')).toBeInTheDocument();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  const secret = (name: string) =>
    `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;

  /** Decisions are cached per environment, so each test has its own. */
  const answers = (
    suffix: string,
    outputs: Partial<EnvironmentOutputs> = {},
  ) => ({
    getProgress: async () => ({
      environment: sampleEnvironment({
        suffix,
        outputs: { ...sampleEnvironment().outputs!, ...outputs },
      }),
      done: 0,
      total: 0,
      events: [],
    }),
  });

  it.each([
    [
      'an-admin',
      [],
      ['Read and write', 'Read only', 'Owner of the schema', 'Master user'],
    ],
    [
      'a-developer',
      ['tap.environment.connect.master'],
      ['Read and write', 'Read only', 'Owner of the schema'],
    ],
  ])('offers %s the roles of the database', async (suffix, mayNot, labels) => {
    const user = userEvent.setup();
    renderCard(
      <ConnectCard />,
      answers(suffix, {
        OwnerSecretArn: secret('owner'),
        ReadWriteSecretArn: secret('rw'),
        ReadOnlySecretArn: secret('ro'),
      }),
      { mayNot, suffix },
    );
    expect(await screen.findByText(secret('rw'))).toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen
          .getAllByRole('radio')
          .map(radio => radio.closest('label')?.textContent),
      ).toEqual(labels),
    );
    expect(screen.queryByText(/has no roles/)).not.toBeInTheDocument();
    await user.click(
      screen.getByRole('radio', { name: 'Owner of the schema' }),
    );
    expect(screen.getByText(secret('owner'))).toBeInTheDocument();
    expect(screen.queryByText(secret('credentials'))).not.toBeInTheDocument();
  });

  it.each([
    [
      'with-bastion',
      'i-0123456789abcdef0',
      /The next change of the environment creates its roles/,
    ],
    [
      'no-bastion',
      undefined,
      /An administrator can create them as the master user/,
    ],
  ])(
    'offers a database without roles to those who may connect as master, %s',
    async (suffix, BastionInstanceId, remedy) => {
      renderCard(<ConnectCard />, answers(suffix, { BastionInstanceId }), {
        suffix,
      });
      expect(
        await screen.findByText('The database has no roles'),
      ).toBeInTheDocument();
      expect(screen.getByText(remedy)).toBeInTheDocument();
      expect(
        await screen.findByText(secret('credentials')),
      ).toBeInTheDocument();
    },
  );

  it('does not offer a database without roles to others', async () => {
    renderCard(<ConnectCard />, answers('others'), {
      mayNot: ['tap.environment.connect.master'],
      suffix: 'others',
    });
    expect(
      await screen.findByText(/only administrators can connect/),
    ).toBeInTheDocument();
    expect(screen.queryByText(secret('credentials'))).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Download/ }),
    ).not.toBeInTheDocument();
  });

  it('reports that the browser denies access to the clipboard', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new Error('refused'));
    renderCard(<ConnectCard />);
    await user.click(await screen.findByRole('button', { name: 'Copy Port' }));
    expect(
      await screen.findByText('Port could not be copied'),
    ).toBeInTheDocument();
  });

  it('shows no command if tap-backend does not respond', async () => {
    renderCard(<ConnectCard />, {
      getProgress: () => Promise.reject(new Error('no answer')),
    });
    expect(await screen.findByText('no answer')).toBeInTheDocument();
    expect(screen.queryByText('40123')).not.toBeInTheDocument();
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('shows no command if an output of the stack is invalid', async () => {
    const environment = sampleEnvironment();
    environment.outputs!.DatabaseName = 'app; touch pwned';
    renderCard(<ConnectCard />, {
      getProgress: async () => ({
        environment,
        done: 0,
        total: 0,
        events: [],
      }),
    });
    expect(
      await screen.findByText(
        /The output DatabaseName is not the name of a database/,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('states that the connection is available when the environment is complete', async () => {
    const environment = sampleEnvironment({
      status: 'creating',
      stackStatus: 'CREATE_IN_PROGRESS',
      outputs: undefined,
    });
    renderCard(<ConnectCard />, {
      getProgress: async () => ({
        environment,
        operation: 'create',
        done: 0,
        total: 0,
        events: [],
      }),
    });
    expect(
      await screen.findByText(/when the environment is complete/),
    ).toBeInTheDocument();
  });
});
