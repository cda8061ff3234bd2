import { screen, within } from '@testing-library/react';
import { AlarmState } from '@tap/plugin-tap-common';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment } from '../__testUtils__/samples';
import { useAlarms } from '../hooks/useAlarms';
import { AlarmsCard } from './AlarmsCard';

const CPU: AlarmState = {
  logicalId: 'DatabaseAlarmCpu',
  description: 'CPU over 80 %',
  state: 'OK',
  isNotified: true,
};

function Alarms() {
  return <AlarmsCard alarms={useAlarms()} />;
}

describe('AlarmsCard', () => {
  it('shows the alarms that are not OK with their reason, and the others collapsed', async () => {
    renderCard(<Alarms />, {
      getAlarms: async () => [
        {
          ...CPU,
          logicalId: 'DatabaseAlarmStorage',
          state: 'ALARM',
          reason: '1 GiB is left',
          since: '2026-11-20T12:00:00Z',
        },
        CPU,
      ],
    });

    const table = await screen.findByRole('table', {
      name: 'Alarms that are not OK',
    });
    expect(within(table).getByText(/^In alarm, /)).toBeInTheDocument();
    expect(within(table).getByText('1 GiB is left')).toBeInTheDocument();
    expect(within(table).queryByText('DatabaseAlarmCpu')).toBeNull();
    expect(screen.getByRole('button', { name: 'OK (1)' })).toBeInTheDocument();
    expect(screen.queryByText(/send no notifications/)).toBeNull();
  });

  it('shows that all are OK, and that they send no notifications', async () => {
    renderCard(<Alarms />, {
      getAlarms: async () => [{ ...CPU, isNotified: false }],
    });

    expect(
      await screen.findByRole('button', { name: /^All OK \(\d\)$/ }),
    ).toBeInTheDocument();
    expect(screen.getByText(/send no notifications/)).toBeInTheDocument();
  });

  it('states that the alarms of a stopped database send no notifications', async () => {
    renderCard(<Alarms />, {
      getProgress: async () => ({
        environment: sampleEnvironment({ status: 'stopped' }),
        done: 0,
        total: 0,
        events: [],
      }),
      getAlarms: async () => [{ ...CPU, state: 'ALARM', isNotified: false }],
    });

    expect(
      await screen.findByText(/The database is stopped and has no metrics/),
    ).toBeInTheDocument();
  });

  it('reports that the alarms cannot be read', async () => {
    renderCard(<Alarms />, {
      getAlarms: async () => {
        throw new Error('AWS rejects the role');
      },
    });

    expect(
      await screen.findByText('The alarms could not be read'),
    ).toBeInTheDocument();
  });
});
