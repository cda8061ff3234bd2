import { setTimeout as sleep } from 'node:timers/promises';
import { isInProgress, PortalClient } from '../../chaos/PortalClient';
import { Sandbox } from '../../packages/sandbox/src';
import { BuiltPortal } from '../built/BuiltPortal';
import { stockApps } from '../built/stockApps';
import { tapApp } from '../built/tapApp';
import { withBuiltTap } from '../built/withBuiltTap';
import { Figure, Measurement } from '../Figure';
import { ManyEnvironments } from '../ManyEnvironments';

const RUNS = 2;
const ENVIRONMENTS = 10_000;
const TARGETS = 5;
const DEPLOYMENTS = 200;
/** Sandbox seconds per second: no deployment ends meanwhile. */
const SPEED = 1;

/** Reads of one state, and the pause between them in milliseconds: the median does not depend on the last garbage collection. */
const READS = 5;
const PAUSE = 2_000;

/** After the start, in milliseconds: the synthesis worker has made its first templates, and the catalog is processed. */
const SETTLED = 30_000;

async function median(portal: BuiltPortal): Promise<number> {
  const samples: number[] = [];
  while (samples.length < READS) {
    await sleep(PAUSE);
    samples.push(await portal.memory());
  }
  return samples.sort((a, b) => a - b)[(READS - 1) / 2];
}

async function settled(portal: BuiltPortal): Promise<number> {
  await sleep(SETTLED);
  return median(portal);
}

const idleTap = () => withBuiltTap(SPEED, ({ portal }) => settled(portal));

async function idleStock(): Promise<number> {
  const { stock } = await stockApps();
  const portal = await BuiltPortal.start(stock);
  try {
    return await settled(portal);
  } finally {
    await portal.stop();
  }
}

let measured: Promise<Required<Measurement>> | undefined;

/** The idle back ends, once for all figures. */
function idle(): Promise<Required<Measurement>> {
  measured ??= measureIdle();
  return measured;
}

async function measureIdle(): Promise<Required<Measurement>> {
  const samples: Required<Measurement> = { ours: [], theirs: [] };
  for (let run = 0; run < RUNS; run++) {
    samples.ours.push(await idleTap());
    samples.theirs.push(await idleStock());
  }
  return samples;
}

/** The memory that 10,000 environments take, once all of them are in the catalog. */
async function many(): Promise<Measurement> {
  const { ours } = await idle();
  const before = ours.reduce((sum, each) => sum + each, 0) / ours.length;
  // The sandbox answers what the worker needs for its templates, as for the idle back end.
  const sandbox = await Sandbox.start({ speed: SPEED });
  const accounts = await ManyEnvironments.start(
    Array(TARGETS).fill(ENVIRONMENTS / TARGETS),
    { others: sandbox.url },
  );
  try {
    const portal = await BuiltPortal.start(await tapApp(), accounts.config);
    try {
      const client = new PortalClient(portal.url);
      while ((await systems(client)) < ENVIRONMENTS) {
        await sleep(PAUSE);
      }
      return { ours: [(await settled(portal)) - before] };
    } finally {
      await portal.stop();
    }
  } finally {
    await accounts.stop();
    await sandbox.close();
  }
}

async function systems(client: PortalClient): Promise<number> {
  const answer = await client.get(
    '/api/catalog/entities/by-query?filter=kind=system&limit=0',
  );
  return ((await answer.json()) as { totalItems: number }).totalItems;
}

/** The memory that 200 deployments take while CloudFormation creates their stacks. */
async function busy(): Promise<Measurement> {
  return withBuiltTap(SPEED, async ({ portal, client, sandbox }) => {
    const before = await settled(portal);
    for (let index = 0; index < DEPLOYMENTS; index++) {
      const suffix = `memory-${index}`;
      await client.startTask('tap-postgres', { suffix, size: 'micro' });
    }
    const created = async () =>
      (await sandbox.calls())['cloudformation:CreateStack'] ?? 0;
    while ((await created()) < DEPLOYMENTS) {
      await sleep(PAUSE);
    }
    const during = await median(portal);
    const running = (await client.tasks()).filter(isInProgress).length;
    if (running < DEPLOYMENTS) {
      throw new Error(`Only ${running} deployments are under way`);
    }
    return { ours: [during - before] };
  });
}

export const memoryFigures: Figure[] = [
  {
    name: 'memory-idle',
    what: 'memory of the idle back end with its synthesis worker / of the back end that create-app makes',
    unit: 'MB',
    target: { atMostTimes: 1.2 },
    measure: idle,
  },
  {
    name: 'memory-many',
    what: 'the same with 10,000 environments - idle',
    unit: 'MB',
    target: { atMost: 150 },
    measure: many,
  },
  {
    name: 'memory-busy',
    what: 'the same with 200 deployments under way - idle',
    unit: 'MB',
    target: { atMost: 200 },
    measure: busy,
  },
];
