import { Page, test } from '@playwright/test';
import { openPage } from './openPage';
import { Portal, PortalApi, PortalOptions } from './Portal';
import { sandboxControl } from './sandboxControl';
import { signIn } from './signIn';

/** What the steps of {@link describePages} use. */
export interface PagesTools {
  /** Signed in as guest. */
  page: Page;
  portal: Portal;
  api: PortalApi;
  /** Opens a path of the portal and waits until it shows a text. */
  open: (path: string, text: string | RegExp) => Promise<void>;
}

/**
 * Declares a long test that inspects pages of a portal of its own.
 *
 * @param options.settings - account settings of the sandbox, before the portal reads them
 * @param steps - the test, in steps of {@link test.step}
 */
export function describePages(
  title: string,
  options: PortalOptions & { settings?: object },
  steps: (tools: PagesTools) => Promise<void>,
): void {
  test.describe(title, { tag: '@verify' }, () => {
    test.use({ actionTimeout: 60_000 });

    let portal: Portal;

    test.beforeAll(async () => {
      portal = await Portal.start(options);
      if (options.settings) {
        await sandboxControl(portal, 'POST', 'settings', options.settings);
      }
    });

    test.afterAll(() => portal?.stop());

    test('are accessible and fit', async ({ page }) => {
      test.setTimeout(1_800_000);
      await signIn(page, portal.url);
      await steps({
        page,
        portal,
        api: new PortalApi(portal.url),
        open: (path, text) => openPage(page, `${portal.url}${path}`, text),
      });
    });
  });
}
