import { expect, Locator, Page } from '@playwright/test';
import { pageTitle } from './pageTitle';
import { sandboxControl } from './sandboxControl';
import { signIn } from './signIn';
import { testWithPortal as test, withSpeed } from './testWithPortal';

/** More tab stops than any page has. */
const MOST_STOPS = 120;

test.describe('by keyboard alone', () => {
  withSpeed(200);

  test('the first stop of a page that was loaded is the link to its content', async ({
    page,
    portal,
  }) => {
    for (const path of ['/', '/environments/create']) {
      await signIn(page, portal.url, path);
      await skipToContent(page);
    }

    // Links and Back move the focus to the page that they open. The history keeps them, and a reload does not repeat them.
    await page.goto(`${portal.url}/environments`);
    const main = page.getByRole('main');
    await page.getByRole('link', { name: 'New environment' }).first().click();
    await expect(page).toHaveTitle(pageTitle('New environment'));
    await expect(main).toBeFocused();
    await page.goBack();
    await expect(page).toHaveTitle(pageTitle('Environments'));
    await expect(main).toBeFocused();
    await page.goForward();
    await expect(page).toHaveTitle(pageTitle('New environment'));
    await page.reload();
    await skipToContent(page);
  });

  test('the focus follows the steps of the form', async ({ page, portal }) => {
    await signIn(
      page,
      portal.url,
      '/environments/create?suffix=steps&size=micro',
    );
    await expect(page.getByText('steps is available')).toBeVisible();
    const fields = page.getByRole('region', { name: 'New environment' });
    const review = page.getByRole('region', { name: 'Review steps' });
    await press(page, page.getByRole('button', { name: 'Review' }));
    await expect(review).toBeFocused();
    await press(page, review.getByRole('button', { name: 'Back' }));
    await expect(fields).toBeFocused();
    await tabTo(page, page.getByRole('textbox', { name: /^Name/ }));
    await page.goBack();
    await expect(review).toBeFocused();
    await page.goBack();
    await expect(fields).toBeFocused();
  });

  test(
    'a user creates an environment, changes its expiry and tears it down',
    {
      tag: '@verify',
    },
    async ({ page, portal }) => {
      const main = page.getByRole('main');
      const { keyboard } = page;
      await test.step('signs in', async () => {
        await page.goto(portal.url);
        await press(page, page.getByRole('button', { name: 'Enter' }));
        await expect(page).toHaveTitle(pageTitle('Environments'));
      });

      await test.step('skips the sidebar and opens the form', async () => {
        await page.reload();
        await skipToContent(page);
        await press(
          page,
          page.getByRole('link', { name: 'New environment' }).first(),
        );
      });

      await test.step('fills in the form', async () => {
        await expect(page).toHaveTitle(pageTitle('New environment'));
        await expect(main).toBeFocused();
        await tabTo(page, page.getByRole('textbox', { name: /^Name/ }));
        await keyboard.type('payments');
        await tabTo(page, page.getByRole('radio', { name: /^small/ }));
        await keyboard.press('ArrowUp');
        await expect(page.getByRole('radio', { name: /^micro/ })).toBeChecked();
        await expect(page.getByText('payments is available')).toBeVisible();
        await press(page, page.getByRole('button', { name: 'Review' }));
        await expect(
          page.getByRole('region', { name: 'Review payments' }),
        ).toBeFocused();
        await expect(page).toHaveTitle(pageTitle('Review payments'));
      });

      await test.step('creates the environment and follows it', async () => {
        const create = page.getByRole('button', { name: 'Create environment' });
        await expect(create).toBeEnabled();
        await press(page, create);
        await expect(
          page.getByRole('heading', { name: 'Creating payments' }),
        ).toBeVisible();
        await expect(main).toBeFocused();
        const done = page.getByRole('group', { name: 'Resources: Done' });
        await tabTo(page, done);
        // The list grows until it has to scroll.
        await expect
          .poll(async () => {
            await keyboard.press('End');
            return done.evaluate(element => element.scrollTop);
          })
          .toBeGreaterThan(0);
        await press(page, page.getByRole('link', { name: 'Open payments' }), {
          shown: 180_000,
        });
        await expect(page).toHaveTitle(pageTitle('payments'));
        await expect(main).toBeFocused();
      });

      await test.step('reads the stack events', async () => {
        await press(page, page.getByRole('link', { name: 'Activity' }));
        await expect(page).toHaveTitle(pageTitle('payments: Activity'));
        await press(page, page.getByRole('button', { name: /^Last events/ }));
        await tabTo(page, page.getByRole('group', { name: 'Stack events' }));
      });

      await test.step('changes the expiry', async () => {
        await tabTo(page, page.getByRole('link', { name: 'Settings' }).last(), {
          backwards: true,
        });
        await keyboard.press('Enter');
        await press(page, page.getByRole('button', { name: /New expiry/ }));
        await expect(page.getByRole('listbox')).toBeVisible();
        await keyboard.press('ArrowDown');
        await keyboard.press('Enter');
        await press(page, page.getByRole('button', { name: 'Set expiry' }));
        await expect(page.getByText(/^Expires in 14 days/)).toBeVisible();
      });

      await test.step('tears it down', async () => {
        await press(page, page.getByRole('button', { name: 'Tear down' }));
        const dialog = page.getByRole('dialog');
        await expect(
          dialog.getByLabel('Type payments to confirm'),
        ).toBeFocused();
        await keyboard.type('payments');
        await press(page, dialog.getByRole('button', { name: 'Tear down' }));
        await expect(
          page.getByRole('heading', { name: 'payments is torn down' }),
        ).toBeVisible({ timeout: 180_000 });
        await expect(page).toHaveTitle(pageTitle('payments is torn down'));
      });
    },
  );

  test('nothing moves for users who prefer reduced motion', async ({
    page,
    portal,
  }) => {
    // Without time in the sandbox, the operation does not end.
    await sandboxControl(portal, 'POST', 'clock', { speed: 0 });

    await test.step('while a page loads', async () => {
      const progress = '**/api/tap/environments/sandbox/payments/progress';
      await page.route(progress, () => {});
      await signIn(page, portal.url, '/environments/sandbox/payments');
      await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
      await expectMotionToBeReduced(page);
      await page.unroute(progress);
    });

    await test.step('in an operation, and in a dialog', async () => {
      // The progress bar moves until the number of resources is known.
      const progress = '**/api/tap/environments/sandbox/still/progress';
      await page.route(progress, route =>
        route.fulfill({ json: { done: 0, total: 0, events: [] } }),
      );
      await page.goto(
        `${portal.url}/environments/create?suffix=still&size=micro&step=review`,
      );
      await page.getByRole('button', { name: 'Create environment' }).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await expectMotionToBeReduced(page);
      await page.unroute(progress);
      await page.getByRole('button', { name: 'Cancel…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await animations(page)).toEqual([]);
    });
  });
});

/** Expects that the page moves, except for users who prefer reduced motion. */
async function expectMotionToBeReduced(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(() => animations(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animations(page)).toEqual([]);
}

/** The elements that move for a time that users can see, with their animations. */
async function animations(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .map(({ effect }) => effect)
      .filter(effect => effect instanceof KeyframeEffect)
      .filter(effect => Number(effect.getComputedTiming().endTime) > 1)
      .map(effect => effect.target?.outerHTML.slice(0, 200) ?? ''),
  );
}

/** Expects that the first press of Tab reaches the link "Skip to content", and follows it. */
async function skipToContent(page: Page): Promise<void> {
  const main = page.getByRole('main');
  await expect(main).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(
    page.getByRole('button', { name: 'Skip to content' }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(main).toBeFocused();
}

/** Moves the focus with the Tab key until it is on an element. */
async function tabTo(
  page: Page,
  element: Locator,
  options: { backwards?: boolean } = {},
): Promise<void> {
  await expect(element).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(options.backwards ? 'Shift+Tab' : 'Tab');
    if (await element.evaluate(node => node === document.activeElement)) {
      return;
    }
  }
  throw new Error(`The Tab key does not reach ${element}`);
}

/** Moves the focus to an element, which appears within `shown` milliseconds, and presses Enter. */
async function press(
  page: Page,
  element: Locator,
  options: { shown?: number } = {},
): Promise<void> {
  await expect(element).toBeVisible({ timeout: options.shown });
  await tabTo(page, element);
  await page.keyboard.press('Enter');
}
