import { ANNOTATIONS } from '@tap/plugin-tap-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment, sampleSystem } from '../__testUtils__/samples';
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
    expect(await screen.findByText('Secret ARN copied')).toBeInTheDocument();
  });

  it('shows the connect command, and copies all of it', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderCard(<ConnectCard />);
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

  it('does not use annotations in commands, because any user can write them', async () => {
    const forged = sampleSystem();
    forged.metadata.annotations = {
      ...forged.metadata.annotations,
      [ANNOTATIONS.endpoint]: '$(touch pwned)',
      [ANNOTATIONS.awsEndpoint]: '$(touch pwned)',
      [ANNOTATIONS.databaseName]: '$(touch pwned)',
    };
    const onAws = sampleEnvironment({
      awsEndpoint: undefined,
      consoleUrl: 'https://us-east-1.console.aws.amazon.com/',
    });
    renderCard(
      <ConnectCard />,
      {
        getProgress: async () => ({
          environment: onAws,
          done: 0,
          total: 0,
          events: [],
        }),
      },
      forged,
    );
    expect(
      await screen.findByRole('group', {
        name: 'Connect, in a second terminal',
      }),
    ).toHaveTextContent(
      /host=127\.0\.0\.1 hostaddr=127\.0\.0\.1 .*dbname=app /,
    );
    expect(document.body).not.toHaveTextContent('pwned');
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
    renderCard(
      <ConnectCard />,
      {
        getProgress: async () => ({
          environment,
          operation: 'create',
          done: 0,
          total: 0,
          events: [],
        }),
      },
      sampleSystem(environment),
    );
    expect(
      await screen.findByText(/as soon as the environment is complete/),
    ).toBeInTheDocument();
  });
});
