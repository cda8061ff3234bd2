import { loadPages, PageLoads } from '../built/loadPages';
import { PageLoad } from '../built/loadPage';
import { stockApps } from '../built/stockApps';
import { Figure, Measurement } from '../Figure';

const RUNS = 3;

let measured: Promise<PageLoads> | undefined;

/** The first pages of an app that create-app has made with and without TAP, once for all figures. */
function loads(): Promise<PageLoads> {
  measured ??= load();
  return measured;
}

async function load(): Promise<PageLoads> {
  const { stock, withTap } = await stockApps();
  return loadPages({ ours: withTap, theirs: stock }, RUNS);
}

async function difference(
  pick: (load: PageLoad) => number,
): Promise<Measurement> {
  const { ours, theirs } = await loads();
  return { ours: ours.map((each, run) => pick(each) - pick(theirs[run])) };
}

export const adopterCostFigures: Figure[] = [
  {
    name: 'adopter-cost-bytes',
    what: 'first page of the portal that create-app makes, with TAP - without: bytes as transferred',
    unit: 'bytes',
    target: { atMost: 30_000 },
    measure: () => difference(({ bytes }) => bytes),
  },
  {
    name: 'adopter-cost-requests',
    what: 'the same, requests',
    unit: 'requests',
    target: { atMost: 2 },
    measure: () => difference(({ requests }) => requests),
  },
];
