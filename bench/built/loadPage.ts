import { chromium, Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, browserExecutable } from '../../e2e-tests/browser';

/** Time in milliseconds without a request, after which a page is complete. */
const QUIET_MS = 2_000;

/** A page that was loaded without anything in the cache. */
export interface PageLoad {
  /** Until the largest element is painted, in milliseconds. */
  largestPaint: number;
  requests: number;
  /** As transferred, with headers. */
  bytes: number;
}

/** Loads the first page of a portal as a guest who has signed in before, in a browser of its own, with an empty cache. */
export async function loadPage(url: string): Promise<PageLoad> {
  const browser = await chromium.launch({
    executablePath: browserExecutable(),
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage();
    const network = await observeNetwork(page);
    await page.goto(url);
    await page.getByRole('button', { name: 'Enter' }).click();
    await complete(page, network);
    await network.reset();
    await page.goto(url);
    await complete(page, network);
    const { requests, bytes } = network;
    return { largestPaint: await largestPaint(page), requests, bytes };
  } finally {
    await browser.close();
  }
}

interface Network {
  requests: number;
  bytes: number;
  /** When the last request ended. */
  last: number;
  /** Empties the cache, and counts from zero. */
  reset(): Promise<void>;
}

async function observeNetwork(page: Page): Promise<Network> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const network = {
    requests: 0,
    bytes: 0,
    last: performance.now(),
    async reset() {
      await cdp.send('Network.clearBrowserCache');
      Object.assign(network, { requests: 0, bytes: 0 });
    },
  };
  // Without URLs of data, which are not requested.
  const requested = new Set<string>();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith('http')) {
      requested.add(requestId);
    }
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requested.delete(requestId)) {
      network.requests += 1;
      network.bytes += encodedDataLength;
      network.last = performance.now();
    }
  });
  return network;
}

/** Waits for the sidebar, which is there only after sign-in, for a heading of the page, and until nothing is requested. */
async function complete(page: Page, network: Network): Promise<void> {
  const sidebar = page.locator('nav[aria-label="sidebar nav"]');
  await sidebar.waitFor({ state: 'attached' });
  await page.locator('h1').first().waitFor();
  while (performance.now() - network.last < QUIET_MS) {
    await page.waitForTimeout(QUIET_MS / 10);
  }
}

async function largestPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        new PerformanceObserver(list =>
          resolve(list.getEntries().at(-1)!.startTime),
        ).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
}
