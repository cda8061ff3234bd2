import { setTimeout as sleep } from 'node:timers/promises';
import { BrowserContext, chromium, Page } from '@playwright/test';
import { PortalClient } from '../../chaos/PortalClient';
import { BROWSER_ARGUMENTS, browserExecutable } from '../../e2e-tests/browser';
import { signIn } from '../../e2e-tests/signIn';
import { Sandbox } from '../../packages/sandbox/src';
import { BuiltPortal } from '../built/BuiltPortal';
import { tapApp } from '../built/tapApp';
import { Figure } from '../Figure';
import { ManyEnvironments } from '../ManyEnvironments';

const MANY = 10_000;
const FEW = 20;
const TARGETS = 5;
const SAMPLES = 7;

/** Time in milliseconds that a visit has on a busy machine. */
const PATIENCE_MS = 120_000;

/** How long the main thread is watched, and the delay of a portal at rest, in milliseconds. */
const PAUSE_MS = 5_000;
const CALM_MS = 50;
const MOST_PAUSES = 24;

/** Visits of the list of environments. */
interface Visits {
  /** From the navigation until rows are shown and the search has changed them, in milliseconds. */
  interactive: number[];
  /** Bytes of the JavaScript heap afterwards, without garbage. */
  memory: number[];
}

/** Visits of the list with a number of environments, spread over five targets, of a portal of its own. */
async function visit(environments: number): Promise<Visits> {
  const app = await tapApp();
  const sandbox = await Sandbox.start({ speed: 1 });
  const accounts = await ManyEnvironments.start(
    Array(TARGETS).fill(environments / TARGETS),
    { others: sandbox.url },
  );
  try {
    const portal = await BuiltPortal.start(app, {
      ...accounts.config,
      // The catalog would process new entities for many minutes, which is no part of the figure.
      catalog: { processingInterval: false },
    });
    try {
      await listIsRead(new PortalClient(portal.url), environments);
      await isCalm(portal);
      return await measureVisits(portal.url);
    } finally {
      await portal.stop();
    }
  } finally {
    await accounts.stop();
    await sandbox.close();
  }
}

async function listIsRead(client: PortalClient, count: number): Promise<void> {
  for (;;) {
    const answer = await client.get('/api/tap/environments?limit=1');
    const { allItems } = (await answer.json()) as { allItems?: number };
    if (allItems === count) {
      return;
    }
    await sleep(500);
  }
}

/** Waits until the entities of the first reads are in the database of the catalog, but not for ever on a busy machine. */
async function isCalm(portal: BuiltPortal): Promise<void> {
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    await portal.loopDelay();
    await sleep(PAUSE_MS);
    if ((await portal.loopDelay()).p99 < CALM_MS) {
      return;
    }
  }
}

async function measureVisits(url: string): Promise<Visits> {
  const browser = await chromium.launch({
    executablePath: browserExecutable(),
    args: BROWSER_ARGUMENTS,
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 1000 },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // Scripts and prices are in the caches.
    await sample(context, url);
    const visits: Visits = { interactive: [], memory: [] };
    for (let index = 0; index < SAMPLES; index++) {
      const { interactive, memory } = await sample(context, url);
      visits.interactive.push(interactive);
      visits.memory.push(memory);
    }
    return visits;
  } finally {
    await browser.close();
  }
}

async function sample(context: BrowserContext, url: string) {
  const page = await context.newPage();
  try {
    const begun = performance.now();
    await signIn(page, url, '/environments');
    await page.getByRole('row', { name: /many-/ }).first().waitFor();
    await page.getByRole('searchbox').fill('many-1');
    await page.getByText(/^\d+ of \d+ environments/).waitFor();
    const interactive = performance.now() - begun;
    // As many rows on both sides.
    await page.getByRole('searchbox').fill('');
    await page.getByText(/^\d+ environments/).waitFor();
    return { interactive, memory: await heapBytes(page) };
  } finally {
    await page.close();
  }
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

const measured = new Map<number, Promise<Visits>>();

/** The same visits for both figures. */
function visits(environments: number): Promise<Visits> {
  const running = measured.get(environments) ?? visit(environments);
  measured.set(environments, running);
  return running;
}

async function compare(pick: (each: Visits) => number[]) {
  const theirs = pick(await visits(FEW));
  return { ours: pick(await visits(MANY)), theirs };
}

export const listPageFigures: Figure[] = [
  {
    name: 'list-page-interactive',
    what: 'list of 10,000 environments / of 20: time until it shows rows and its search reacts',
    unit: 'ms',
    target: { atMostTimes: 1.3 },
    measure: () => compare(({ interactive }) => interactive),
  },
  {
    name: 'list-page-memory',
    what: 'the same, bytes of the JavaScript heap of the page',
    unit: 'bytes',
    target: { atMostTimes: 1.3 },
    measure: () => compare(({ memory }) => memory),
  },
];
