import { expect, Page } from '@playwright/test';
import { connect, DatabaseAddress, memorySetting, setting } from './database';
import { emulateColorScheme } from './emulateColorScheme';
import { PortalApi } from './Portal';
import { databasesOf, stacksOf } from './sandboxState';
import { onTheMachine, runInShell } from './shell';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { testWithPortal as test, withSpeed } from './testWithPortal';
import { check } from './check';

const MiB = 1024 * 1024;

test.describe('a developer who uses the browser', () => {
  withSpeed(60);

  test('creates an environment, follows the progress, uses it and tears it down', async ({
    page,
    portal,
  }) => {
    await page.goto(portal.url);
    await page.getByRole('button', { name: 'Enter' }).click();

    await test.step('fills in the form', async () => {
      await page.getByRole('link', { name: 'New environment' }).click();
      await page.getByRole('textbox', { name: /^Name/ }).fill('shipping-dev');
      await expect(page.getByText('shipping-dev is available')).toBeVisible();
      await takeScreenshot(page, 'form');
      await page.getByRole('button', { name: 'Review' }).click();
      await expect(page.getByText('Destroy everything')).toBeVisible();
      await expect(page.getByText('7 days from now')).toBeVisible();
      await expect(page.getByText(/a month/).first()).toBeVisible();
      await takeScreenshot(page, 'plan');
    });

    const pressed = Date.now();
    await test.step('clicks Create and sees resources during the deployment', async () => {
      await page.getByRole('button', { name: 'Create environment' }).click();
      const bar = page.getByRole('progressbar', {
        name: 'Creating shipping-dev',
      });
      await expect(bar).toBeVisible();
      await expect(
        page.getByRole('region', { name: 'In progress' }).getByRole('listitem'),
      ).not.toHaveCount(0);
      await expect(
        page.getByText(/AWS::RDS::DBInstance/).first(),
      ).toBeVisible();
      await expect(page.getByRole('link', { name: /^Open/ })).toHaveCount(0);
      await takeScreenshot(page, 'progress');
    });

    await test.step('opens the environment from the task', async () => {
      await expect(
        page.getByRole('heading', { name: 'shipping-dev is ready' }),
      ).toBeVisible({ timeout: 180_000 });
      await page.getByRole('link', { name: 'Open shipping-dev' }).click();
      await expect(
        page.getByRole('heading', { name: /shipping-dev/ }).first(),
      ).toBeVisible();
      test.info().annotations.push({
        type: 'seconds from Create to the open page of the environment',
        description: String((Date.now() - pressed) / 1000),
      });
    });

    const address =
      await test.step('reads the address of the database from the page', async () => {
        await check(page.getByRole('radio', { name: 'Owner of the schema' }));
        const read: DatabaseAddress = {
          endpoint: await fact(page, 'Endpoint'),
          port: await fact(page, 'Port'),
          database: await fact(page, 'Database'),
          secretArn: await fact(page, 'Secret ARN'),
        };
        await takeScreenshot(page, 'environment');
        return read;
      });

    await test.step('connects with the secret and runs SQL', async () => {
      const client = await connect(portal, address);
      try {
        await client.query('create table orders (id int primary key)');
        await client.query('insert into orders select generate_series(1, 100)');
        const { rows } = await client.query('select count(*) from orders');
        expect(rows[0].count).toBe('100');

        // A `small` has 4 GiB: a quarter for shared_buffers, 1 MiB per GiB for work_mem. RDS subtracts at most 15 % of
        // the memory before it evaluates formulas.
        for (const [name, promised] of [
          ['shared_buffers', 1024 * MiB],
          ['work_mem', 4 * MiB],
        ] as const) {
          const actual = await memorySetting(client, name);
          expect(actual).toBeGreaterThan(0.85 * promised);
          expect(actual).toBeLessThanOrEqual(promised);
        }
        expect(await setting(client, 'ssl')).toBe('on');
        expect(await setting(client, 'server_version')).toMatch(/^17\./);
      } finally {
        await client.end();
      }
    });

    await test.step('pastes the connect command into a shell', async () => {
      await page
        .getByRole('button', { name: 'Connect without the script' })
        .click();
      const command = await page
        .getByRole('group', { name: 'Connect with psql' })
        .innerText();
      // The commands need two programs that may not be installed; the previous step covers the connection.
      if (onTheMachine('aws', 'psql')) {
        expect(
          await runInShell(`${command} -Atc 'select count(*) from orders'`),
        ).toContain('100');
      } else {
        test.info().annotations.push({
          type: 'the connect command was not run',
          description: 'aws or psql is not installed',
        });
      }
    });

    await test.step('is rejected without TLS', async () => {
      await expect(connect(portal, address, { tls: false })).rejects.toThrow(
        /no encryption|pg_hba/,
      );
    });

    await test.step('tears it down with one click and one confirmation', async () => {
      await page.getByRole('link', { name: 'Settings' }).last().click();
      await page.getByRole('button', { name: 'Tear down' }).first().click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('Will be lost');
      const confirm = dialog.getByRole('button', { name: 'Tear down' });
      await expect(confirm).toBeDisabled();
      await dialog
        .getByLabel('Type shipping-dev to confirm')
        .fill('shipping-dev');
      await takeScreenshot(page, 'teardown');
      // A new theme of the operating system, such as in the evening, neither closes the dialog nor loses what was entered.
      await emulateColorScheme(page, 'dark');
      await expect(confirm).toBeEnabled();
      await emulateColorScheme(page, 'light');
      await confirm.click();
      await expect(
        page.getByRole('heading', { name: 'shipping-dev is torn down' }),
      ).toBeVisible({ timeout: 180_000 });
    });

    await test.step('finds no resources left', async () => {
      const api = new PortalApi(portal.url);
      await expect
        .poll(async () => {
          const answer = await api.get(
            '/api/catalog/entities/by-query?filter=metadata.annotations.tap.internal/suffix=shipping-dev',
          );
          return ((await answer.json()) as { totalItems: number }).totalItems;
        })
        .toBe(0);
      const stacks = await stacksOf(portal, 'shipping-dev');
      expect(stacks.map(({ status }) => status)).toEqual(['DELETE_COMPLETE']);
      expect(await databasesOf(portal, 'shipping-dev')).toEqual([]);
      await expect(connect(portal, address)).rejects.toThrow();
    });
  });

  test('sees immediately what is wrong with a name', async ({
    page,
    portal,
  }) => {
    await signIn(page, portal.url, '/environments/create');
    await page.getByRole('textbox', { name: /^Name/ }).fill('Orders!');
    await expect(page.getByText(/^The name must be/)).toBeVisible();
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByText('Correct these fields')).toBeVisible();
  });

  test("can also use the scaffolder's form", async ({ page, portal }) => {
    await signIn(page, portal.url, '/create');
    await expect(page.getByText('tap-postgres-teardown')).toHaveCount(0);
    await page
      .getByRole('article')
      .filter({ hasText: 'PostgreSQL environment' })
      .getByRole('button', { name: 'Choose' })
      .click();
    await page.getByLabel('Name').fill('orders-stock');
    await expect(page.getByText('orders-stock is available')).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText('Destroy everything')).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/a month/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page
      .getByRole('link', { name: 'Show the progress of orders-stock' })
      .click();
    await expect(
      page.getByRole('heading', { name: 'orders-stock is ready' }),
    ).toBeVisible({ timeout: 180_000 });
  });
});

/** The value of a label in the Connect card. */
async function fact(page: Page, label: string): Promise<string> {
  const term = page
    .getByRole('region', { name: 'Connect' })
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${label}$`) });
  const value = term.locator('xpath=following-sibling::dd[1]');
  await expect(value).toBeVisible();
  return (await value.innerText()).trim();
}
