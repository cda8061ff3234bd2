import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPortal } from '../__testUtils__/renderPortal';
import { sampleEnvironment, sampleSystem } from '../__testUtils__/samples';

jest.setTimeout(60_000);

const PAGE = '/catalog/default/system/tap-orders-dev';

const card = (name: string) =>
  screen.findByRole('region', { name }, { timeout: 20_000 });

describe("an environment's page", () => {
  it('has the cards of an environment', async () => {
    renderPortal(PAGE);
    for (const name of [
      'Environment',
      'Connect',
      'Status and events',
      'Stack outputs',
      'Drift',
    ]) {
      expect(await card(name)).toBeInTheDocument();
    }
  });

  it.each([
    [
      'button',
      async () =>
        userEvent.click(
          within(await card('Environment')).getByRole('button', {
            name: 'Tear down',
          }),
        ),
    ],
    [
      'context menu',
      async () => {
        await card('Environment');
        await userEvent.click(
          screen.getByRole('button', { name: 'More actions' }),
        );
        await userEvent.click(
          await screen.findByRole('menuitem', {
            name: 'Tear down environment',
          }),
        );
      },
    ],
  ])('is torn down by the %s, and opens its progress', async (_, open) => {
    const { tapApi } = renderPortal(PAGE);
    await open();
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      await dialog.findByLabelText('Type orders-dev to confirm'),
      'orders-dev',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Tear down' }));
    expect(tapApi.run).toHaveBeenCalled();
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByRole('link', { name: 'Show the log of the task' }),
    ).toHaveAttribute('href', expect.stringContaining('task-1'));
    expect(
      screen.queryByRole('region', { name: 'Environment' }),
    ).not.toBeInTheDocument();
  });

  it('offers no actions to users who may only read it', async () => {
    // Permissions are cached by suffix.
    const environment = sampleEnvironment({ suffix: 'seen-only' });
    renderPortal('/catalog/default/system/tap-seen-only', {
      entities: [sampleSystem(environment)],
      mayNot: [
        'tap.environment.update',
        'tap.environment.delete',
        'tap.environment.delete.retained',
      ],
      tap: {
        getProgress: async () => ({
          environment,
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    const overview = within(await card('Environment'));
    await overview.findByText('Available');
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
    expect(
      await screen.findByRole('menuitem', { name: 'Tear down environment' }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Escape}');
    expect(overview.queryByRole('button')).not.toBeInTheDocument();
    expect(
      overview.queryByRole('link', { name: 'Change…' }),
    ).not.toBeInTheDocument();
    expect(
      within(await card('Drift')).getByRole('button', { name: 'Detect drift' }),
    ).toBeEnabled();
  });

  it('disables teardown in the context menu while an operation is in progress', async () => {
    const environment = sampleEnvironment({
      status: 'updating',
      stackStatus: 'UPDATE_IN_PROGRESS',
    });
    renderPortal(PAGE, {
      tap: {
        getProgress: async () => ({
          environment,
          operation: 'update',
          done: 0,
          total: 0,
          events: [],
        }),
      },
    });
    await within(await card('Environment')).findByText('Updating');
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
    expect(
      await screen.findByRole('menuitem', { name: 'Tear down environment' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('shows no environment cards for other systems', async () => {
    const other = sampleSystem();
    other.metadata.name = 'shop';
    other.spec!.type = 'product';
    renderPortal('/catalog/default/system/shop', { entities: [other] });
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'More actions' },
        { timeout: 20_000 },
      ),
    );
    await screen.findByRole('menuitem', { name: /Copy/i });
    expect(
      screen.queryByRole('menuitem', { name: 'Tear down environment' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Connect' }),
    ).not.toBeInTheDocument();
  });
});
