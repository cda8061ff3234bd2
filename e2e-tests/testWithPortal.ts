import { test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { runTask } from './scaffolderTask';

const ENVIRONMENTS = [
  { suffix: 'orders-dev', size: 'micro' },
  { suffix: 'orders-test', size: 'small' },
  { suffix: 'shop-dev', size: 'micro' },
];

/**
 * Tests that only look at pages. They share one portal with three environments per worker, because a start takes 15 seconds
 * of CPU time.
 */
export const testWithPortal = test.extend<{}, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await Portal.start({ speed: 200 });
      const api = new PortalApi(portal.url);
      for (const values of ENVIRONMENTS) {
        await runTask(api, 'tap-postgres', { ...values, expiresIn: '1d' });
      }
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});
