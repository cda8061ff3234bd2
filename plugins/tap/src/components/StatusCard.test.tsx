import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment, sampleEvent } from '../__testUtils__/samples';
import { StatusCard } from './StatusCard';

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

describe('StatusCard', () => {
  it('follows an operation to its end, and notices the next one', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      let answer = busy;
      const api = renderCard(<StatusCard />, {
        getProgress: async () => answer,
      });
      const bar = await screen.findByRole('progressbar', {
        name: 'Changing the environment',
      });
      expect(bar).toHaveAttribute('aria-valuenow', '1');
      expect(bar).toHaveAttribute('aria-valuemax', '4');
      expect(
        within(screen.getByRole('region', { name: 'In progress' })).getByText(
          'Database',
        ),
      ).toBeInTheDocument();

      answer = settled;
      await act(() => jest.advanceTimersByTimeAsync(3000));
      await waitFor(() =>
        expect(screen.queryByRole('progressbar')).not.toBeInTheDocument(),
      );
      const reads = api.getProgress.mock.calls.length;
      await act(() => jest.advanceTimersByTimeAsync(9_000));
      expect(api.getProgress).toHaveBeenCalledTimes(reads);

      // A task or another user can start the next operation.
      answer = busy;
      await act(() => jest.advanceTimersByTimeAsync(2_000));
      expect(
        await screen.findByRole('progressbar', {
          name: 'Changing the environment',
        }),
      ).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it('continues after a failed read, and shows the error', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const getProgress = jest
        .fn(async () => settled)
        .mockRejectedValueOnce(new Error('no answer'));
      renderCard(<StatusCard />, { getProgress });
      expect(await screen.findByText('no answer')).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(3000));
      await waitFor(() =>
        expect(screen.queryByText('no answer')).not.toBeInTheDocument(),
      );
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows what RDS does with a database, and the remaining time', async () => {
    renderCard(<StatusCard />, {
      getProgress: async () => ({
        ...busy,
        databases: [{ logicalId: 'Database', status: 'backing-up' }],
        // Half a minute more than 12 minutes after the last event.
        typicalSeconds: 65 + 12.4 * 60,
      }),
    });
    expect(await screen.findByText('RDS: Taking a backup')).toBeInTheDocument();
    expect(
      screen.getByText(/elapsed, about 12 minutes remaining/),
    ).toBeInTheDocument();
  });

  it('lets users scroll the resources by keyboard', async () => {
    renderCard(<StatusCard />, { getProgress: async () => busy });
    expect(
      await screen.findByRole('group', { name: 'Resources: Done' }),
    ).toHaveAttribute('tabindex', '0');
  });
});
