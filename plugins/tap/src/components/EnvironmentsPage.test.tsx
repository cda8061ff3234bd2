import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPortal } from '../__testUtils__/renderPortal';
import { sampleEnvironment, sampleSystem } from '../__testUtils__/samples';

jest.setTimeout(60_000);

const dev = sampleEnvironment();
const shop = sampleEnvironment({
  suffix: 'shop-test',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/2',
  owner: 'group:default/shop',
  size: 'micro',
  status: 'creating',
  stackStatus: 'CREATE_IN_PROGRESS',
  createdAt: '2026-11-02T12:00:00Z',
});

const open = () =>
  renderPortal('/environments', {
    tap: { listEnvironments: async () => [dev, shop] },
    entities: [sampleSystem(dev)],
  });

const row = (name: RegExp) =>
  screen.findByRole('row', { name }, { timeout: 20_000 });

describe('EnvironmentsPage', () => {
  it('shows every environment, and links those in the catalog', async () => {
    open();
    const devRow = within(await row(/orders-dev/));
    expect(devRow.getByRole('link', { name: 'orders-dev' })).toHaveAttribute(
      'href',
      '/catalog/default/system/tap-orders-dev',
    );
    expect(devRow.getByText('Available')).toBeInTheDocument();
    expect(devRow.getByText('$151.50')).toBeInTheDocument();

    const shopRow = within(await row(/shop-test/));
    expect(
      shopRow.queryByRole('link', { name: 'shop-test' }),
    ).not.toBeInTheDocument();
    expect(shopRow.getByText('Listed in a moment')).toBeInTheDocument();
    expect(shopRow.getByText('Creating')).toBeInTheDocument();
    expect(
      screen.getByText('2 environments, $151.50 a month by list price'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'New environment' }),
    ).toHaveAttribute('href', '/environments/create');
  });

  it('shows which entity keeps an environment out of the catalog, and does not link the environment', async () => {
    const foreign = sampleSystem(dev);
    foreign.metadata.annotations = {
      'backstage.io/managed-by-location': 'url:https://example.com/b.yaml',
      'backstage.io/managed-by-origin-location':
        'url:https://example.com/a.yaml',
    };
    renderPortal('/environments', {
      tap: { listEnvironments: async () => [dev] },
      entities: [foreign],
    });
    const devRow = within(await row(/orders-dev/));
    expect(devRow.getByText('Its name is taken')).toBeInTheDocument();
    expect(
      devRow.queryByRole('link', { name: 'orders-dev' }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      /the entity system:default\/tap-orders-dev from url:https:\/\/example.com\/a.yaml has its name/,
    );
  });

  it('combines filters', async () => {
    open();
    await row(/orders-dev/);
    await choose('Owner', 'shop');
    expect(await row(/shop-test/)).toBeInTheDocument();
    expect(
      screen.queryByRole('row', { name: /orders-dev/ }),
    ).not.toBeInTheDocument();

    await choose('Owner', 'All');
    expect(await row(/orders-dev/)).toBeInTheDocument();
    await choose('Status', 'Creating');
    expect(
      screen.queryByRole('row', { name: /orders-dev/ }),
    ).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('switch', { name: 'Expiring within 48 hours' }),
    );
    expect(
      await screen.findByText('No environments match these filters.'),
    ).toBeInTheDocument();
  });

  it('shows the error if the back end does not respond', async () => {
    renderPortal('/environments', {
      tap: { listEnvironments: () => Promise.reject(new Error('no answer')) },
    });
    expect(
      await screen.findByText('no answer', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  });
});

async function choose(label: string, option: string) {
  await userEvent.click(
    screen.getByRole('button', { name: new RegExp(label) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
}
