import { screen, waitFor, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import userEvent from '@testing-library/user-event';
import { EnvironmentPage } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';
import { listing } from '../__testUtils__/listing';
import { responseError } from '../__testUtils__/responseError';
import { renderPortal } from '../__testUtils__/renderPortal';
import {
  sampleEnvironment,
  sampleOptions,
  sampleSystem,
} from '../__testUtils__/samples';

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

const AVAILABLE = {
  status: 'available',
  stackStatus: 'CREATE_COMPLETE',
} as const;

const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', namespace: 'default' },
  spec: { type: 'team', children: [], profile: { displayName: 'Payments' } },
};

const open = (query = '') =>
  renderPortal(`/environments${query}`, {
    tap: { listEnvironments: listing([dev, shop]) },
    entities: [sampleSystem(dev), payments],
  });

const row = (name: RegExp) =>
  screen.findByRole('row', { name }, { timeout: 20_000 });

const many = Array.from({ length: 45 }, (_, index) => {
  const suffix = `many-${String(index).padStart(2, '0')}`;
  return sampleEnvironment({ suffix, stackId: `arn:${suffix}` });
});

const names = (from: number, to: number) =>
  many.slice(from, to).map(({ suffix }) => suffix);

const openMany = (query: string) =>
  renderPortal(`/environments${query}`, {
    tap: { listEnvironments: listing(many) },
    entities: [payments, ...many.map(each => sampleSystem(each))],
  });

const rowNames = () =>
  screen
    .getAllByRole('link', { name: /^many-/ })
    .map(({ textContent }) => textContent);

const order = (field: string, direction: 'asc' | 'desc') => ({
  field,
  order: direction,
});

/** What the page has read from the back end. */
const reads = ({ listEnvironments }: ReturnType<typeof openMany>['tapApi']) =>
  listEnvironments.mock.calls.map(([{ limit, name, offset, orderField }]) => {
    expect(limit).toBe(20);
    return { name, offset, orderField };
  });

describe('EnvironmentsPage', () => {
  it('shows every environment with a link to its page, also before the catalog contains it', async () => {
    open();
    const devRow = within(await row(/orders-dev/));
    expect(devRow.getByRole('link', { name: 'orders-dev' })).toHaveAttribute(
      'href',
      '/environments/sandbox/orders-dev',
    );
    expect(devRow.getByText('Available')).toBeInTheDocument();
    expect(devRow.getByText('$151.50')).toBeInTheDocument();

    const shopRow = within(await row(/shop-test/));
    expect(shopRow.getByRole('link', { name: 'shop-test' })).toHaveAttribute(
      'href',
      `/environments/${shop.target}/shop-test`,
    );
    expect(
      shopRow.getByText('Added to the catalog in a moment'),
    ).toBeInTheDocument();
    expect(shopRow.getByText('Creating')).toBeInTheDocument();
    expect(
      screen.getByText('2 environments, $151.50 a month by list price'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'New environment' }),
    ).toHaveAttribute('href', '/environments/create');
  });

  it('shows which entity keeps an environment out of the catalog, and links the environment only', async () => {
    const foreign = sampleSystem(dev);
    foreign.metadata.annotations = {
      'backstage.io/managed-by-location': 'url:https://example.com/b.yaml',
      'backstage.io/managed-by-origin-location':
        'url:https://example.com/a.yaml',
    };
    renderPortal('/environments', {
      tap: { listEnvironments: listing([dev]) },
      entities: [foreign],
    });
    const devRow = within(await row(/orders-dev/));
    expect(
      devRow.getByText('Its name is used by another catalog entity'),
    ).toBeInTheDocument();
    expect(devRow.getByRole('link', { name: 'orders-dev' })).toHaveAttribute(
      'href',
      '/environments/sandbox/orders-dev',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      /the entity system:default\/tap-orders-dev from url:https:\/\/example.com\/a.yaml has its name/,
    );
  });

  it('shows the page while it loads, and what is read later without a reload', async () => {
    let respond = (_: EnvironmentPage) => {};
    const listEnvironments = jest
      .fn(listing([dev, { ...shop, ...AVAILABLE }]))
      .mockReturnValueOnce(
        new Promise(resolve => {
          respond = resolve;
        }),
      );
    renderPortal('/environments', {
      tap: { listEnvironments },
      entities: [sampleSystem(dev), sampleSystem(shop), payments],
    });
    await waitFor(() => expect(listEnvironments).toHaveBeenCalled(), {
      timeout: 20_000,
    });
    // A header, and rows that are filled in later.
    expect(screen.getAllByRole('row').length).toBeGreaterThan(1);
    expect(
      screen.queryByText(/There are no environments/),
    ).not.toBeInTheDocument();

    respond(await listing([dev], { isBeingRead: true })({ limit: 20 }));
    expect(await row(/orders-dev/)).toBeInTheDocument();
    expect(await row(/shop-test/)).toBeInTheDocument();
    expect(listEnvironments).toHaveBeenCalledTimes(2);
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

  it('keeps the filter in the address, and shows the number and cost of what is shown', async () => {
    open('?name=orders&mine=true&owner=group:default/payments');
    expect(await row(/orders-dev/)).toBeInTheDocument();
    expect(
      screen.queryByRole('row', { name: /shop-test/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText('1 of 2 environments, $151.50 a month by list price'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('searchbox', { name: 'Search by name' }),
    ).toHaveValue('orders');
    expect(screen.getByRole('switch', { name: 'Mine' })).toBeChecked();
    expect(screen.getByRole('button', { name: /Owner/ })).toHaveTextContent(
      'Payments',
    );
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), 'shop');
    expect(
      await screen.findByText('No environments match these filters.'),
    ).toBeInTheDocument();
  });

  it('reads one page of the list, sorted by the back end, and keeps page and order in the address', async () => {
    const { tapApi } = openMany('?offset=20&orderField=name,asc');
    expect(await row(/many-20/)).toBeInTheDocument();
    expect(rowNames()).toEqual(names(20, 40));
    expect(screen.getByText('21 - 40 of 45')).toBeInTheDocument();
    expect(screen.getByText(/^45 environments/)).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(await row(/many-44/)).toBeInTheDocument();
    expect(rowNames()).toEqual(names(40, 45));
    expect(
      screen.getByRole('button', { name: 'Next table page' }),
    ).toBeDisabled();

    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    expect(await row(/many-20/)).toBeInTheDocument();
    expect(reads(tapApi)).toEqual([
      { offset: 20, orderField: order('name', 'asc') },
      { offset: 40, orderField: order('name', 'asc') },
      { offset: 20, orderField: order('name', 'asc') },
    ]);
  });

  it('starts at the first page after a change of order or filter', async () => {
    const { tapApi } = openMany('?offset=20&orderField=name,asc');
    await row(/many-20/);

    await userEvent.click(screen.getByRole('columnheader', { name: /Name/ }));
    expect(await row(/many-44/)).toBeInTheDocument();
    expect(rowNames()[0]).toBe('many-44');
    expect(rowNames()).toHaveLength(20);

    await userEvent.click(screen.getByRole('searchbox'));
    await userEvent.paste('07');
    await waitFor(() => expect(rowNames()).toEqual(['many-07']));
    // One read for each change.
    expect(reads(tapApi)).toEqual([
      { offset: 20, orderField: order('name', 'asc') },
      { offset: 0, orderField: order('name', 'desc') },
      { offset: 0, orderField: order('name', 'desc'), name: '07' },
    ]);
  });

  it('keeps the rows while the next page is read', async () => {
    const first = listing(many);
    let respond = () => {};
    const { tapApi } = openMany('?orderField=name,asc');
    expect(await row(/many-00/)).toBeInTheDocument();
    tapApi.listEnvironments.mockImplementationOnce(
      query =>
        new Promise(resolve => {
          respond = () => resolve(first(query));
        }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(rowNames()).toEqual(names(0, 20));
    expect(screen.getAllByText('Loading table data.')).not.toHaveLength(0);
    respond();
    expect(await row(/many-20/)).toBeInTheDocument();
    expect(screen.queryByText('Loading table data.')).not.toBeInTheDocument();
  });

  it('selects the rows of a page, and none of another page', async () => {
    openMany('?orderField=name,asc');
    await row(/many-00/);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    expect(screen.getByText('20 selected')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    await row(/many-20/);
    expect(screen.queryByText(/ selected$/)).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    await row(/many-00/);
    expect(screen.queryByText(/ selected$/)).not.toBeInTheDocument();
  });

  it('shows the last page instead of one after the end', async () => {
    openMany('?offset=400&orderField=name,asc');
    expect(await row(/many-40/)).toBeInTheDocument();
    expect(rowNames()).toEqual(names(40, 45));
  });

  it('marks an environment whose owner is not in the catalog, and says what to do', async () => {
    open();
    expect(
      await row(
        /shop-test.*Orphaned: the owner group:default\/shop is not in the catalog. Transfer it/,
      ),
    ).toBeInTheDocument();
    expect(await row(/orders-dev(?!.*Orphaned)/)).toBeInTheDocument();
  });

  it('does not mark an environment whose owner is the user, even if the catalog does not contain the user', async () => {
    const guest = 'user:development/guest';
    renderPortal('/environments', {
      tap: {
        listEnvironments: listing([sampleEnvironment({ owner: guest }), shop]),
        getOptions: async () => sampleOptions({ ownershipRefs: [guest] }),
      },
    });
    const own = await row(/orders-dev(?!.*Orphaned)/);
    expect(within(own).getByText('development/guest')).toBeInTheDocument();
    // It would lead to an error.
    expect(
      within(own).queryByRole('link', { name: /guest/ }),
    ).not.toBeInTheDocument();
    expect(await row(/shop-test.*Orphaned/)).toBeInTheDocument();
  });

  it('sets the expiry of a selection, and shows the outcome for each', async () => {
    const { tapApi } = open();
    await row(/orders-dev/);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    const selected = screen.getByRole('group', {
      name: 'Selected environments',
    });
    expect(within(selected).getByText('2 selected')).toBeInTheDocument();
    await userEvent.click(
      within(selected).getByRole('button', { name: 'Set expiry…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'Set the expiry of 1 environment',
      }),
    );
    expect(
      dialog.getByText('Skipped: an operation is in progress.'),
    ).toBeInTheDocument();
    const newExpiry = () => {
      const { textContent } = dialog.getByText(/^New expiry: .* It currently /);
      const [, time] = /^New expiry: (.*?)\. It/.exec(textContent!)!;
      return DateTime.fromFormat(time, 'LLL d, yyyy, HH:mm');
    };
    const inSevenDays = newExpiry();
    await userEvent.click(dialog.getByRole('button', { name: /New expiry/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: '1 day from now' }),
    );
    expect(Math.round(inSevenDays.diff(newExpiry()).as('days'))).toBe(6);
    await userEvent.click(dialog.getByRole('button', { name: 'Set expiry' }));
    expect(
      await dialog.findByRole('button', { name: 'Done' }),
    ).toBeInTheDocument();
    expect(dialog.getByText(/^(Expires|Does not expire)/)).toBeInTheDocument();
    expect(tapApi.run.mock.calls).toEqual([
      [
        'extend',
        { suffix: 'orders-dev', target: 'sandbox' },
        { expiresIn: '1d' },
      ],
    ]);
  });

  it('tears down a selection after confirmation, and continues after an error', async () => {
    const other = sampleEnvironment({
      suffix: 'carts',
      stackId: 'arn:carts',
      createdAt: '2026-10-01T10:00:00Z',
    });
    const { tapApi } = renderPortal('/environments', {
      tap: {
        listEnvironments: listing([dev, other]),
        run: (async (_: string, { suffix }: { suffix: string }) => {
          if (suffix === 'carts') {
            return { taskId: 'task-2' };
          }
          throw await responseError(
            409,
            'ConflictError',
            'It is being changed.',
          );
        }) as never,
      },
      entities: [sampleSystem(dev), payments],
    });
    await row(/carts/);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await userEvent.click(screen.getByRole('button', { name: 'Tear down…' }));
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Tear down 2 environments' }),
    );
    expect(
      dialog.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^orders-dev.*\nKept: /),
      expect.stringMatching(/^carts.*\nKept: /),
    ]);
    const button = dialog.getByRole('button', { name: 'Tear down' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Type "tear down" to confirm' }),
      'tear down',
    );
    await userEvent.click(button);
    expect(
      await dialog.findByRole('link', { name: 'Show progress' }),
    ).toHaveAttribute('href', '/environments/sandbox/carts/progress/task-2');
    expect(dialog.getByText('It is being changed.')).toBeInTheDocument();
    expect(tapApi.run).toHaveBeenCalledTimes(2);
  });

  it('has the actions of an environment in its row', async () => {
    open();
    const devRow = within(await row(/orders-dev/));
    await userEvent.click(
      devRow.getByRole('button', { name: 'Actions for orders-dev' }),
    );
    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual([
      'Open',
      'Change…',
      'Stop',
      'Set expiry…',
      'Transfer ownership…',
      'Tear down…',
    ]);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Tear down…' }));
    expect(
      await screen.findByRole('dialog', { name: 'Tear down orders-dev' }),
    ).toBeInTheDocument();
  });

  it('shows which targets are unreachable, and the environments of the others', async () => {
    renderPortal('/environments', {
      tap: {
        listEnvironments: listing([dev], {
          readAt: { production: '2026-11-20T11:59:00.000Z' },
          unreachable: [
            {
              target: 'production',
              since: '2026-11-20T12:00:00.000Z',
              cause: 'AWS does not respond.',
            },
          ],
        }),
      },
      entities: [sampleSystem(dev), payments],
    });
    expect(await row(/orders-dev/)).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      /Target production has been unreachable since Nov 20, 2026.*are shown as of Nov 20, 2026.*AWS does not respond/,
    );
  });

  it('offers the request form if there are no environments', async () => {
    renderPortal('/environments', {
      tap: { listEnvironments: listing([]) },
    });
    expect(
      await screen.findByText(
        /There are no environments yet/,
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('link', { name: 'New environment' }),
    ).toHaveLength(1);
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
  });

  it('does not say that there are no environments if a target is unreachable', async () => {
    renderPortal('/environments', {
      tap: {
        listEnvironments: listing([], {
          unreachable: [
            {
              target: 'production',
              since: '2026-11-20T12:00:00.000Z',
              cause: 'AWS does not respond.',
            },
          ],
        }),
      },
    });
    expect(
      await screen.findByRole('alert', {}, { timeout: 20_000 }),
    ).toHaveTextContent(/Target production has been unreachable/);
    expect(
      screen.queryByText(/There are no environments/),
    ).not.toBeInTheDocument();
  });

  it('moves the focus to the page that a link leads to, and sets its title', async () => {
    renderPortal('/environments', {
      tap: { listEnvironments: listing([dev]) },
    });
    await row(/orders-dev/);
    expect(document.title).toBe('Environments');
    await userEvent.click(
      screen.getByRole('link', { name: 'New environment' }),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('main', { name: 'New environment' }),
      ).toHaveFocus(),
    );
    expect(document.title).toBe('New environment');
  });

  it('shows the error if the back end does not respond, and reads again on request', async () => {
    const listEnvironments = jest
      .fn(listing([dev]))
      .mockRejectedValueOnce(new Error('no answer'));
    renderPortal('/environments', {
      tap: { listEnvironments },
      entities: [sampleSystem(dev), payments],
    });
    expect(
      await screen.findByText('no answer', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
    expect(
      screen.queryByText(/There are no environments/),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await row(/orders-dev/)).toBeInTheDocument();
    expect(screen.queryByText('no answer')).not.toBeInTheDocument();
  });
});

async function choose(label: string, option: string) {
  await userEvent.click(
    screen.getByRole('button', { name: new RegExp(label) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
}
