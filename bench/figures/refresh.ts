import { BenchEngine } from '../BenchEngine';
import { Figure } from '../Figure';
import { ListedCatalog } from '../ListedCatalog';
import { ManyEnvironments } from '../ManyEnvironments';
import { pageBytes } from '../pageBytes';
import { timed } from '../timed';

const TARGETS = 5;
const RUNS = 5;
const MANY = 10_000;
const FEW = 1_000;

/** Full reads of all targets in which nothing has changed, and the first one, which finds an empty catalog. */
export interface Refreshes {
  firstSeconds: number;
  seconds: number[];
  /** Of one read in which nothing has changed. */
  calls: number;
  bytes: number;
  mutations: number;
  /** Bytes of the first page of the list of environments. */
  pageBytes: number;
}

/** Reads a number of environments, spread over five targets. */
export async function measureRefreshes(
  environments: number,
  runs = RUNS,
): Promise<Refreshes> {
  const accounts = await ManyEnvironments.start(
    Array(TARGETS).fill(environments / TARGETS),
  );
  const portal = BenchEngine.create({
    endpoints: accounts.urls,
    // The rate limit of AWS is not part of the figure.
    callsPerSecond: 1_000,
  });
  try {
    const catalog = await ListedCatalog.connect(portal.engine);
    const firstSeconds = (await timed(() => catalog.refresh())) / 1000;
    const before = { ...accounts.served, mutations: catalog.mutations };
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      seconds.push((await timed(() => catalog.refresh())) / 1000);
    }
    return {
      firstSeconds,
      seconds,
      calls: (accounts.served.calls - before.calls) / runs,
      bytes: (accounts.served.bytes - before.bytes) / runs,
      mutations: catalog.mutations - before.mutations,
      pageBytes: await pageBytes(portal.engine),
    };
  } finally {
    await portal.stop();
    await accounts.stop();
  }
}

const measured = new Map<number, Promise<Refreshes>>();

/** The same reads for all figures. */
function refreshes(environments: number): Promise<Refreshes> {
  const running = measured.get(environments) ?? measureRefreshes(environments);
  measured.set(environments, running);
  return running;
}

async function compare(pick: (reads: Refreshes) => number | number[]) {
  const theirs = [pick(await refreshes(FEW))].flat();
  return { ours: [pick(await refreshes(MANY))].flat(), theirs };
}

export const refreshFigures: Figure[] = [
  {
    name: 'refresh-calls',
    what: 'full read of 10,000 environments of five targets / 1,000: calls',
    unit: 'calls',
    target: { atMostTimes: 10 },
    measure: () => compare(({ calls }) => calls),
  },
  {
    name: 'refresh-bytes',
    what: 'full read of 10,000 environments / 1,000: bytes of the answers',
    unit: 'bytes',
    target: { atMostTimes: 10.5 },
    measure: () => compare(({ bytes }) => bytes),
  },
  {
    name: 'refresh-seconds',
    what: 'full read of 10,000 environments / 1,000 if nothing has changed: time',
    unit: 's',
    target: { atMostTimes: 10.5 },
    measure: () => compare(({ seconds }) => seconds),
  },
  {
    name: 'refresh-first',
    what: 'full read of 10,000 environments / 1,000 into an empty catalog: time',
    unit: 's',
    target: { atMostTimes: 10.5 },
    measure: () => compare(({ firstSeconds }) => firstSeconds),
  },
  {
    name: 'refresh-mutations',
    what: 'five full reads of 10,000 environments if nothing has changed: mutations of the catalog',
    unit: 'mutations',
    target: { atMost: 0 },
    measure: async () => ({ ours: [(await refreshes(MANY)).mutations] }),
  },
];
