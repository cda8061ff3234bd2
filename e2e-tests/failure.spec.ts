import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { sandboxState } from './sandboxState';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';

test.describe('a deployment that fails', { tag: '@verify' }, () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({
      speed: 200,
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
    await signIn(page, portal.url, '/environments/create?suffix=refused');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create environment' }).click();

    await expect(
      page.getByRole('heading', { name: 'Creating refused failed' }),
    ).toBeVisible({ timeout: 180_000 });
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'The environment was not' });
    await expect(alert).toContainText('invalid value for parameter "TimeZone"');
    await expect(alert).toContainText('Correct the cause');
    // No stack trace, no paths of the server.
    await expect(alert).not.toContainText(/\bat \S+:\d|node_modules/);
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expect(
      page.getByText('No environment has the name refused.'),
    ).toBeVisible();
    await takeScreenshots(page, 'failed');

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
