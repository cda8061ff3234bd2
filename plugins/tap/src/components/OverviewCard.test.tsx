import { screen } from '@testing-library/react';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment } from '../__testUtils__/samples';
import { OverviewCard } from './OverviewCard';

const settled = { done: 0, total: 0, events: [] };

describe('OverviewCard', () => {
  it('shows expiry, settings and price, but not what the header of the page shows', async () => {
    renderCard(<OverviewCard />, {
      getProgress: async () => ({
        ...settled,
        environment: sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z' }),
      }),
    });
    expect(await screen.findByText(/2099/)).toBeInTheDocument();
    expect(screen.getByText('17.9')).toBeInTheDocument();
    expect(screen.getByText('Destroy everything')).toBeInTheDocument();
    expect(screen.queryByText('Status')).not.toBeInTheDocument();
    expect(screen.queryByText('Owner')).not.toBeInTheDocument();
    expect(await screen.findByText('$151.50 (list price)')).toBeInTheDocument();
  });

  it('shows from where the database can be reached', async () => {
    const environment = sampleEnvironment();
    renderCard(<OverviewCard />, {
      getProgress: async () => ({
        ...settled,
        environment: {
          ...environment,
          outputs: {
            ...environment.outputs!,
            DatabaseReachableFrom: '10.40.0.0/16,pl-63a5400a',
          },
        },
      }),
    });
    expect(
      await screen.findByText(
        'Members of the application security group, the bastion, 10.40.0.0/16, pl-63a5400a',
      ),
    ).toBeInTheDocument();
  });

  it('shows the price of its own read replicas and egress', async () => {
    renderCard(<OverviewCard />, {
      getProgress: async () => ({
        ...settled,
        environment: sampleEnvironment({
          readReplicas: 0,
          egress: 'nat-gateway',
        }),
      }),
    });
    expect(await screen.findByText('$98.30 (list price)')).toBeInTheDocument();
    expect(
      screen.getByText('Bastion without a public address'),
    ).toBeInTheDocument();
  });

  it.each([
    ['stopping', 'Stopping'],
    ['stopped', undefined],
    ['available', undefined],
  ])(
    'shows the state %p of the database only if the status does not state it',
    async (status, text) => {
      const environment = sampleEnvironment({ status: 'stopped' });
      const health = {
        logicalId: 'DatabaseInstance',
        identifier: 'tapstack-orders',
        // Shown as soon as the health is read.
        engineVersion: '17.10',
        status,
      };
      renderCard(<OverviewCard />, {
        getHealth: async () => ({ databases: [health] }),
        getProgress: async () => ({ ...settled, environment }),
      });
      expect(await screen.findByText(/RDS upgraded/)).toBeInTheDocument();
      expect(screen.queryByText('Database')?.closest('div')?.textContent).toBe(
        text && `Database${text}`,
      );
      expect(await screen.findByText(/list price while stopped/)).toBeVisible();
    },
  );

  it('shows an upgrade by RDS', async () => {
    const database = {
      logicalId: 'DatabaseInstance',
      identifier: 'tapstack-orders',
      status: 'available',
    };
    renderCard(<OverviewCard />, {
      getHealth: async () => ({
        databases: [
          { ...database, engineVersion: '17.10' },
          { ...database, engineVersion: '17.9' },
        ],
      }),
    });

    expect(
      await screen.findByText('17.9 (RDS upgraded to 17.10)'),
    ).toBeInTheDocument();
  });
});
