import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { sandboxState } from './sandboxState';
import { signIn } from './signIn';

test.describe('a deployment that fails', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({
      speed: 60,
      // RDS accepts any text, and PostgreSQL knows no such zone.
      target: { databaseParameters: { timezone: 'Nowhere/Land' } },
    });
  });

  test.afterAll(async () => {
    await portal?.stop();
  });

  test("reports PostgreSQL's message and leaves nothing behind", async ({
    page,
  }) => {
    await signIn(page, portal.url);
    await page.goto(`${portal.url}/create/templates/default/tap-postgres`);
    await page.getByLabel('Name').fill('refused');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    await expect(
      page.getByText(/invalid value for parameter "TimeZone"/).first(),
    ).toBeVisible({ timeout: 180_000 });
    await expect(
      page.getByText('The task has ended, there is no such environment.'),
    ).toBeVisible({ timeout: 180_000 });

    const stacks = await portal.cloudFormation.send(new ListStacksCommand({}));
    expect(
      stacks.StackSummaries?.filter(s => s.StackStatus !== 'DELETE_COMPLETE'),
    ).toEqual([]);
    expect((await sandboxState(portal)).databases).toEqual([]);
    await expect
      .poll(
        async () =>
          (
            await new PortalApi(portal.url).get(
              '/api/catalog/entities/by-name/system/default/tap-refused',
            )
          ).status,
      )
      .toBe(404);
  });
});
