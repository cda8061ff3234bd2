import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { sampleEnvironment, sampleSystem } from '../__testUtils__/samples';
import { OverviewCard } from './OverviewCard';

const settled = { done: 0, total: 0, events: [] };

describe('OverviewCard', () => {
  it('tells what it is, whose, until when and at what price', async () => {
    renderCard(<OverviewCard />, {
      getProgress: async () => ({
        ...settled,
        environment: sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z' }),
      }),
    });
    expect(await screen.findByText(/2099/)).toBeInTheDocument();
    expect(screen.getByText('Available')).toBeInTheDocument();
    expect(screen.getByText('17.9')).toBeInTheDocument();
    expect(screen.getByText('Destroy everything')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    expect(
      await screen.findByText('$151.50 a month (list price)'),
    ).toBeInTheDocument();
  });

  it('shows what the catalog knows while tap-backend does not answer', async () => {
    const down = () => Promise.reject(new Error('no answer'));
    renderCard(<OverviewCard />, { getProgress: down, getOptions: down });
    expect(await screen.findByText('Available')).toBeInTheDocument();
    expect(screen.getByText('small')).toBeInTheDocument();
    expect(screen.getByText('Never')).toBeInTheDocument();
  });

  it('gives the environment a new end, and shows it', async () => {
    let environment = sampleEnvironment();
    const api = renderCard(<OverviewCard />, {
      getProgress: async () => ({ ...settled, environment }),
      extend: async () => {
        environment = sampleEnvironment({ expiresAt: '2099-01-01T00:00:00Z' });
        return environment;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set expiry' }),
    );
    expect(api.extend).toHaveBeenCalledWith(
      { suffix: 'orders-dev', target: 'sandbox' },
      '7d',
    );
    expect((await screen.findAllByText(/2099/)).length).toBeGreaterThan(0);
  });

  it('says why an end was not changed', async () => {
    renderCard(<OverviewCard />, {
      extend: () => Promise.reject(new Error('only the owner may')),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set expiry' }),
    );
    expect(await screen.findByText('only the owner may')).toBeInTheDocument();
  });

  it('offers no end to a protected environment', async () => {
    const environment = sampleEnvironment({ retention: 'retain' });
    renderCard(
      <OverviewCard />,
      { getProgress: async () => ({ ...settled, environment }) },
      sampleSystem(environment),
    );
    expect(await screen.findByText('Protect it')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Set expiry' }),
    ).not.toBeInTheDocument();
  });
});
