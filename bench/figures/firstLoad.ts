import { loadPages, PageLoads } from '../built/loadPages';
import { PageLoad } from '../built/loadPage';
import { stockApps } from '../built/stockApps';
import { tapApp } from '../built/tapApp';
import { Figure, Measurement } from '../Figure';

const RUNS = 5;

let measured: Promise<PageLoads> | undefined;

/** The first pages of TAP's portal and of an app that create-app has made, once for all figures. */
function loads(): Promise<PageLoads> {
  measured ??= load();
  return measured;
}

async function load(): Promise<PageLoads> {
  const { stock } = await stockApps();
  return loadPages({ ours: await tapApp(), theirs: stock }, RUNS);
}

async function compare(pick: (load: PageLoad) => number): Promise<Measurement> {
  const { ours, theirs } = await loads();
  return { ours: ours.map(pick), theirs: theirs.map(pick) };
}

export const firstLoadFigures: Figure[] = [
  {
    name: 'first-load-bytes',
    what: 'first page of a signed-in guest with an empty cache / of the portal that create-app makes: bytes as transferred',
    unit: 'bytes',
    target: { atMostTimes: 0.5 },
    measure: () => compare(({ bytes }) => bytes),
  },
  {
    name: 'first-load-requests',
    what: 'the same, requests',
    unit: 'requests',
    target: { atMostTimes: 1 },
    measure: () => compare(({ requests }) => requests),
  },
  {
    name: 'first-load-lcp',
    what: 'the same, time until the largest element is painted',
    unit: 'ms',
    target: { atMostTimes: 0.6 },
    measure: () => compare(({ largestPaint }) => largestPaint),
  },
];
