import { test } from '@playwright/test';
import { inspectPage } from './inspectPage';
import { describePages } from './describePages';
import { see } from './openPage';
import { sandboxControl } from './sandboxControl';
import { runTask } from './scaffolderTask';
import { check } from './check';

const ENVIRONMENTS_API = /\/api\/tap\/environments\?/;

describePages(
  'the list and the pages with problems',
  { speed: 200 },
  async ({ api, open, page, portal }) => {
    await test.step('the list without environments', async () => {
      await inspectPage(page, {
        name: 'list-empty',
        title: 'Environments',
        show: () => open('/environments', 'There are no environments yet'),
      });
    });

    await test.step('the progress of a creation that failed, and its receipt', async () => {
      await sandboxControl(portal, 'POST', 'faults', {
        kind: 'failResource',
        type: 'AWS::RDS::DBInstance',
        action: 'create',
        reason:
          'Cannot create a db.t4g.micro database instance because no subnets exist in availability zones with sufficient capacity for VPC and storage type : gp3 for db.t4g.micro.',
      });
      const { id } = await runTask(api, 'tap-postgres', {
        suffix: 'broken',
        size: 'micro',
      });
      await sandboxControl(portal, 'DELETE', 'faults');
      await inspectPage(page, {
        name: 'progress-failed',
        title: 'Creating broken failed',
        show: () =>
          open(
            `/environments/sandbox/broken/progress/${id}`,
            'The environment was not created',
          ),
      });
      await inspectPage(page, {
        name: 'receipt-failed',
        title: 'broken: Receipt',
        show: () =>
          open('/environments/sandbox/broken', 'could not be created'),
      });
    });

    await test.step('the list, its menu and its dialogs', async () => {
      await runTask(api, 'tap-postgres', {
        suffix: 'shop-dev',
        size: 'micro',
      });
      await runTask(api, 'tap-postgres', {
        suffix: 'ledger',
        size: 'micro',
        retention: 'retain',
      });
      const list = () => open('/environments', 'ledger');
      const withSelection = async () => {
        await list();
        await check(page.getByRole('checkbox', { name: /all/i }).first());
        await see(page.getByText('2 selected'));
      };
      await inspectPage(page, {
        name: 'list',
        title: 'Environments',
        show: list,
      });
      await inspectPage(page, {
        name: 'list-no-match',
        title: 'Environments',
        isDocumented: false,
        show: () => open('/environments?name=nowhere', /No environments match/),
      });
      await inspectPage(page, {
        name: 'list-menu',
        title: 'Environments',
        isDocumented: false,
        show: async () => {
          await list();
          await page
            .getByRole('button', { name: /shop-dev/ })
            .first()
            .click();
          await see(page.getByRole('menu'));
        },
      });
      await inspectPage(page, {
        name: 'list-selection',
        title: 'Environments',
        isDocumented: false,
        show: withSelection,
      });
      for (const [name, button] of [
        ['bulk-extend', 'Set expiry…'],
        ['bulk-teardown', 'Tear down…'],
      ]) {
        await inspectPage(page, {
          name,
          title: 'Environments',
          show: async () => {
            await withSelection();
            await page.getByRole('button', { name: button }).click();
            await see(page.getByRole('dialog'));
          },
        });
      }
    });

    await test.step('the outcome of a bulk operation', async () => {
      await inspectPage(page, {
        name: 'bulk-outcome',
        title: 'Environments',
        isDocumented: false,
        show: async () => {
          await open('/environments', 'ledger');
          await check(page.getByRole('checkbox', { name: /all/i }).first());
          await page.getByRole('button', { name: 'Set expiry…' }).click();
          const dialog = page.getByRole('dialog');
          await dialog.getByRole('button', { name: 'Set expiry' }).click();
          await see(dialog.getByRole('button', { name: 'Done' }));
        },
      });
    });

    await test.step('the pages if the portal or a target does not respond', async () => {
      await page.route(ENVIRONMENTS_API, route =>
        route.fulfill({
          status: 503,
          json: {
            error: {
              name: 'ServiceUnavailableError',
              message: 'Not ready yet.',
            },
          },
        }),
      );
      await inspectPage(page, {
        name: 'list-error',
        title: 'Environments',
        isDocumented: false,
        show: () => open('/environments', 'The environments cannot be read'),
      });
      await page.unroute(ENVIRONMENTS_API);
      await sandboxControl(portal, 'POST', 'faults', {
        kind: 'error',
        code: 'AccessDenied',
        httpStatus: 403,
        message: 'User is not authorized to perform this action',
      });
      await inspectPage(page, {
        name: 'list-unreachable',
        title: 'Environments',
        show: () => open('/environments', 'has been unreachable since'),
      });
      await inspectPage(page, {
        name: 'environment-unreachable',
        title: 'shop-dev',
        isDocumented: false,
        show: () => open('/environments/sandbox/shop-dev', /could not be read/),
      });
      await sandboxControl(portal, 'DELETE', 'faults');
    });
  },
);
