import { expect, Route, test } from '@playwright/test';
import { describePages } from './describePages';
import { inspectPage } from './inspectPage';
import { see } from './openPage';
import { raiseAlarm } from './raiseAlarm';
import { sandboxControl } from './sandboxControl';
import { runTask } from './scaffolderTask';
import { withOrganization } from './withOrganization';

const CATALOG_ENTITIES = /\/api\/catalog\/entities\/by-/;

describePages(
  'the pages with alarms, conflicts and a wrong setup',
  {
    speed: 200,
    config: {
      ...withOrganization('guest'),
      tap: { admins: ['user:default/guest', 'group:default/gone'] },
    },
  },
  async ({ api, open, page, portal }) => {
    await test.step('the setup of the portal', async () => {
      await inspectPage(page, {
        name: 'setup',
        title: 'Setup',
        show: () =>
          open(
            '/environments/setup',
            /names group:default\/gone, which is not/,
          ),
      });
    });

    await test.step('an environment whose name another entity has', async () => {
      await runTask(api, 'tap-postgres', { suffix: 'ledger', size: 'micro' });
      // The catalog module rejects such an entity, unless it was there before the module was installed.
      await page.route(CATALOG_ENTITIES, asForeign);
      await inspectPage(page, {
        name: 'list-conflict',
        title: 'Environments',
        isDocumented: false,
        show: () =>
          open('/environments', 'Another catalog entity has the name'),
      });
      await inspectPage(page, {
        name: 'name-conflict',
        show: () =>
          open('/catalog/default/system/tap-ledger', 'Another catalog entity'),
      });
      await inspectPage(page, {
        name: 'environment-conflict',
        title: 'ledger',
        isDocumented: false,
        show: () => open('/environments/sandbox/ledger', /^Connect$/),
      });
      await page.unrouteAll();
    });

    await test.step('alarms', async () => {
      await raiseAlarm(portal, 'ledger');
      await inspectPage(page, {
        name: 'alarm',
        title: 'ledger',
        show: () => open('/environments/sandbox/ledger', 'In alarm'),
      });
      await inspectPage(page, {
        name: 'list-alarm',
        title: 'Environments',
        show: () => open('/environments', '1 alarm'),
      });
    });

    await test.step('quotas that leave little and no room', async () => {
      const review =
        '/environments/create?suffix=orders&size=micro&owner=user:default/guest&step=review';
      await sandboxControl(portal, 'POST', 'settings', {
        quotas: { [VPCS]: 3, DBInstances: 40 },
      });
      await inspectPage(page, {
        name: 'create-review-quotas',
        title: 'Review orders',
        show: () => open(review, /^Quotas of the AWS account/),
      });
      await expect(page.getByText(/uses 1 of 3 VPCs \(1 left\)/)).toBeVisible();

      await sandboxControl(portal, 'POST', 'settings', { quotas: {} });
    });

    await test.step('an environment that can be stopped, and a stopped one', async () => {
      const settings = '/environments/sandbox/ledger/settings';
      await inspectPage(page, {
        name: 'settings-stop',
        title: 'ledger: Settings',
        show: async () => {
          await open(settings, 'Danger zone');
          await see(page.getByRole('button', { name: 'Stop' }));
        },
      });
      await page.getByRole('button', { name: 'Stop' }).click();
      await see(page.getByRole('button', { name: 'Start' }));
      await inspectPage(page, {
        name: 'environment-stopped',
        title: 'ledger',
        show: () =>
          open('/environments/sandbox/ledger', 'The database is stopped'),
      });
    });
  },
);

describePages(
  'the form for a region that does not offer a size',
  {
    settings: {
      withheldOffers: [...'abcdef'].map(letter => ({
        zone: `us-east-1${letter}`,
        instanceType: 'db.r7g.xlarge',
      })),
    },
  },
  async ({ open, page }) => {
    await inspectPage(page, {
      name: 'create-unavailable',
      title: 'New environment',
      isDocumented: false,
      show: () =>
        open('/environments/create?size=large', /^Not available with/),
    });
    await page.getByRole('button', { name: /PostgreSQL version/ }).click();
    await see(
      page.getByRole('option', { name: /17.*, not available for large$/ }),
    );
  },
);

describePages(
  'the form of a user who cannot be an owner',
  {
    config: {
      auth: {
        providers: { guest: { userEntityRef: 'user:default/jo@example.com' } },
      },
    },
  },
  async ({ open, page }) => {
    await inspectPage(page, {
      name: 'create-no-owner',
      title: 'New environment',
      show: async () => {
        await open(
          '/environments/create?suffix=orders',
          /You cannot be the owner/,
        );
        await page.getByRole('button', { name: 'Review' }).click();
        await see(page.getByText('Choose an owner.'));
      },
    });
    await page
      .getByRole('combobox', { name: /^Owner/ })
      .fill('group:default/platform');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(
      page.getByRole('region', { name: 'Review orders' }),
    ).toBeVisible();
  },
);

/** Quota code of Service Quotas for VPCs per region. */
const VPCS = 'L-F678F1CE';

/** Responds with the entities of the catalog, as if another team had registered the System of the environment. */
async function asForeign(route: Route): Promise<void> {
  const response = await route.fetch();
  const text = await response.text();
  await route.fulfill({
    response,
    body: text
      .replaceAll(
        /("backstage\.io\/managed-by-(?:origin-)?location":\s*")tap[^"]*/g,
        '$1url:https://git.example.com/finance/catalog-info.yaml',
      )
      .replaceAll(/("type":\s*")tap-[^"]*/g, '$1product'),
  });
}
