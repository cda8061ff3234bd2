import { expect, test } from '@playwright/test';
import type { Environment, EnvironmentList } from '@tap/plugin-tap-common';
import { Portal, PortalApi } from './Portal';
import { sandboxControl } from './sandboxControl';
import { runTask } from './scaffolderTask';

/** Sandbox seconds per second. */
const SPEED = 400;

const ENVIRONMENTS = [
  { suffix: 'orders-dev', size: 'micro' },
  { suffix: 'orders-test', size: 'small' },
  { suffix: 'shop-dev', size: 'micro' },
];

/**
 * Tests that share one portal with three environments per worker, because a start takes 15 seconds of CPU time. A file that
 * creates more environments calls {@link withSpeed}.
 */
export const testWithPortal = test.extend<{}, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await Portal.start({ speed: SPEED });
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

/** Sets the speed of the sandbox for the tests of a file, and tears down the environments that they leave. */
export function withSpeed(speed: number): void {
  testWithPortal.beforeAll(async ({ portal }) =>
    sandboxControl(portal, 'POST', 'clock', { speed }),
  );

  testWithPortal.afterAll(async ({ portal }) => {
    await sandboxControl(portal, 'POST', 'clock', { speed: SPEED });
    const api = new PortalApi(portal.url);
    for (const { suffix } of await otherEnvironments(api)) {
      const values = { suffix, confirm: suffix };
      await runTask(api, 'tap-postgres-teardown', values);
    }
  });
}

/** The environments that the tests of a file have left, when no operation is in progress. */
async function otherEnvironments(api: PortalApi): Promise<Environment[]> {
  let environments: Environment[] = [];
  await expect
    .poll(async () => {
      const answer = await api.get('/api/tap/environments');
      ({ items: environments } = (await answer.json()) as EnvironmentList);
      return environments.filter(({ stackStatus }) =>
        stackStatus.endsWith('_IN_PROGRESS'),
      );
    })
    .toEqual([]);
  const shared = ENVIRONMENTS.map(({ suffix }) => suffix);
  return environments.filter(({ suffix }) => !shared.includes(suffix));
}
