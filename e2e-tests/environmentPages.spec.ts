import { expect, test } from '@playwright/test';
import { inspectPage } from './inspectPage';
import { describePages } from './describePages';
import { see } from './openPage';
import { sandboxControl } from './sandboxControl';
import { runTask } from './scaffolderTask';

const ORDERS = '/environments/sandbox/orders';

describePages(
  'the pages of an environment, from the form to the receipt',
  { speed: 200 },
  async ({ api, open, page, portal }) => {
    await test.step('the form for a new environment and its review', async () => {
      await inspectPage(page, {
        name: 'create',
        title: 'New environment',
        show: () =>
          open(
            '/environments/create?suffix=orders&size=small',
            'orders is available',
          ),
      });
      await inspectPage(page, {
        name: 'create-problems',
        title: 'New environment',
        isDocumented: false,
        show: async () => {
          await open('/environments/create', 'Ownership');
          await page.getByRole('button', { name: 'Review' }).click();
          await see(page.getByText('Enter a name.'));
        },
      });
      await inspectPage(page, {
        name: 'create-review',
        title: 'Review orders',
        show: () =>
          open(
            '/environments/create?suffix=orders&size=small&step=review',
            'a month',
          ),
      });
    });

    await test.step('the progress of a creation, and the dialog that cancels it', async () => {
      await page.goto(
        `${portal.url}/environments/create?suffix=orders&size=small&retention=snapshot&expiresIn=1d&description=Orders%20service&step=review`,
      );
      await page.getByRole('button', { name: 'Create environment' }).click();
      await see(page.getByText(/AWS::RDS::DBInstance/));
      await sandboxControl(portal, 'POST', 'clock', { speed: 0 });
      const address = new URL(page.url()).pathname;
      const showProgress = () => open(address, /of \d+ resources/);
      await inspectPage(page, {
        name: 'progress',
        title: 'Creating orders',
        show: showProgress,
      });
      await inspectPage(page, {
        name: 'cancel',
        title: 'Creating orders',
        show: async () => {
          await showProgress();
          await page.getByRole('button', { name: 'Cancel…' }).click();
          await see(page.getByRole('dialog'));
        },
      });
      await inspectPage(page, {
        name: 'environment-creating',
        title: 'orders',
        show: () => open(ORDERS, 'Operation in progress'),
      });
      await sandboxControl(portal, 'POST', 'clock', { speed: 200 });
      await inspectPage(page, {
        name: 'progress-finished',
        title: 'orders is ready',
        show: () => open(address, 'Open orders'),
      });
    });

    await test.step('the tabs of an environment', async () => {
      await inspectPage(page, {
        name: 'environment',
        title: 'orders',
        show: () => open(ORDERS, /^Connect$/),
      });
      await inspectPage(page, {
        name: 'activity',
        title: 'orders: Activity',
        show: async () => {
          await open(`${ORDERS}/activity`, 'Succeeded');
          await page.getByRole('button', { name: /^Last events/ }).click();
          await see(page.getByRole('table', { name: 'Stack events' }));
        },
      });
      await inspectPage(page, {
        name: 'resources',
        title: 'orders: Resources',
        show: () => open(`${ORDERS}/resources`, /^Resources \(/),
      });
      await inspectPage(page, {
        name: 'resources-database',
        title: 'orders: Resources',
        isDocumented: false,
        show: async () => {
          await open(`${ORDERS}/resources`, /^Resources \(/);
          await page.getByRole('button', { name: /^Database/ }).click();
          await see(page.getByRole('table', { name: 'Database' }));
        },
      });
      await inspectPage(page, {
        name: 'settings',
        title: 'orders: Settings',
        show: () => open(`${ORDERS}/settings`, 'Danger zone'),
      });
    });

    await test.step('the dialogs of the settings', async () => {
      const dialog = page.getByRole('dialog');
      const settings = () => open(`${ORDERS}/settings`, 'Danger zone');
      await inspectPage(page, {
        name: 'extend',
        title: 'orders: Settings',
        show: async () => {
          await settings();
          await page.getByRole('button', { name: /New expiry/ }).click();
          await see(page.getByRole('listbox'));
        },
      });
      await inspectPage(page, {
        name: 'transfer',
        title: 'orders: Settings',
        show: async () => {
          await settings();
          await page.getByRole('button', { name: 'Transfer…' }).click();
          await see(dialog);
        },
      });
      await inspectPage(page, {
        name: 'teardown',
        title: 'orders: Settings',
        show: async () => {
          await settings();
          await page.getByRole('button', { name: 'Tear down' }).click();
          await see(dialog.getByText('Will be lost'));
        },
      });
    });

    await test.step('the form for a change and its review', async () => {
      await inspectPage(page, {
        name: 'change',
        title: 'Change orders',
        show: () => open(`${ORDERS}/change`, 'Review changes'),
      });
      await inspectPage(page, {
        name: 'change-review',
        title: 'Review the changes of orders',
        show: () =>
          open(
            `${ORDERS}/change?size=micro&retention=destroy&backupRetentionDays=1&step=review`,
            'Protection loosened',
          ),
      });
    });

    await test.step('the pages of the resources', async () => {
      for (const part of [
        'database',
        'replica-1',
        'bastion',
        'key',
        'bucket',
      ]) {
        await inspectPage(page, {
          name: `resource-${part}`,
          show: async () => {
            await open(
              `/catalog/default/resource/tap-orders-${part}`,
              /^arn:aws/,
            );
            // The stock graph is drawn later.
            await expect(page.getByRole('progressbar')).toHaveCount(0);
          },
        });
      }
    });

    await test.step('the receipt of an environment, and a name without environment', async () => {
      const { id, status } = await runTask(api, 'tap-postgres-teardown', {
        suffix: 'orders',
        confirm: 'orders',
      });
      expect(status).toBe('completed');
      await inspectPage(page, {
        name: 'receipt',
        title: 'orders: Receipt',
        show: () => open(ORDERS, 'This environment was torn down'),
      });
      await inspectPage(page, {
        name: 'progress-teardown',
        title: 'orders is torn down',
        isDocumented: false,
        show: () =>
          open(`${ORDERS}/progress/${id}`, 'The environment was torn down.'),
      });
      await inspectPage(page, {
        name: 'no-environment',
        title: 'never-seen',
        isDocumented: false,
        show: () =>
          open('/environments/sandbox/never-seen', 'has no environment'),
      });
    });
  },
);
