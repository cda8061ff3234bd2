import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment, sampleSystem } from '../__testUtils__/samples';
import { ConnectCard } from './ConnectCard';

describe('ConnectCard', () => {
  it('leads to the database, with values to copy', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderCard(<ConnectCard />);
    const endpoint = (await screen.findByText('Endpoint')).closest('dt');
    expect(endpoint?.nextElementSibling).toHaveTextContent(/^127\.0\.0\.1$/);

    await user.click(screen.getByRole('button', { name: 'Copy Secret ARN' }));
    expect(writeText).toHaveBeenCalledWith(
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
    );
    expect(await screen.findByText('Secret ARN copied')).toBeInTheDocument();
  });

  it('shows the command that connects, and copies it whole', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderCard(<ConnectCard />);
    await user.click(
      await screen.findByRole('button', { name: 'Copy Connect with psql' }),
    );
    const [[command]] = writeText.mock.calls;
    expect(command).toContain(
      'psql "host=127.0.0.1 port=40123 dbname=app sslmode=require"',
    );
    expect(
      screen.getByRole('group', { name: 'Connect with psql' }).textContent,
    ).toBe(command);
  });

  it('says so where the browser refuses the clipboard', async () => {
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

  it('shows what the catalog knows while tap-backend does not answer', async () => {
    renderCard(<ConnectCard />, {
      getProgress: () => Promise.reject(new Error('no answer')),
    });
    expect(await screen.findByText('40123')).toBeInTheDocument();
  });

  it('asks for patience before the environment is complete', async () => {
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
