import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInProgress, PortalClient } from '../../chaos/PortalClient';
import { BuiltPortal, LoopDelay } from '../built/BuiltPortal';
import { stockApps } from '../built/stockApps';
import { withBuiltTap } from '../built/withBuiltTap';
import { Figure, Measurement } from '../Figure';
import { timed } from '../timed';

const SUBMISSIONS = 20;
/** Sandbox seconds per second. */
const SPEED = 60;
/** Reads of an idle portal, as many as under load or more. */
const IDLE_READS = 400;

/** What the pages of every portal read. */
const CATALOG = '/api/catalog/entities/by-query?limit=20&filter=kind=system';

/** What the portal's pages read. */
const READS = ['/api/tap/environments?limit=20', CATALOG];

/** The template of the tasks of the portal that create-app makes. */
const LOG_TEMPLATE = {
  name: 'bench-log',
  file: join(__dirname, '../built/log-template.yaml'),
};

interface Load {
  delay: LoopDelay;
  /** Durations of reads in milliseconds. */
  loaded: number[];
  idle: number[];
}

let measured: Promise<Load> | undefined;
let stock: Promise<Load> | undefined;

/** Twenty submissions at once, the first ones of the process, once for all figures. */
function load(): Promise<Load> {
  measured ??= withBuiltTap(SPEED, ({ portal, client }) =>
    submitAtOnce(portal, client, { template: 'tap-postgres', paths: READS }),
  );
  return measured;
}

/** The same with tasks that do nothing, in the portal that create-app makes. */
function stockLoad(): Promise<Load> {
  stock ??= loadStock();
  return stock;
}

async function loadStock(): Promise<Load> {
  const { name, file } = LOG_TEMPLATE;
  const portal = await BuiltPortal.start((await stockApps()).stock, {
    catalog: {
      locations: [
        { type: 'file', target: file, rules: [{ allow: ['Template'] }] },
      ],
    },
    scaffolder: { concurrentTasksLimit: 200 },
  });
  try {
    const client = new PortalClient(portal.url);
    const entity = `/api/catalog/entities/by-name/template/default/${name}`;
    while (!(await client.get(entity)).ok) {
      await sleep(500);
    }
    return await submitAtOnce(portal, client, {
      template: name,
      paths: [CATALOG],
    });
  } finally {
    await portal.stop();
  }
}

async function submitAtOnce(
  portal: BuiltPortal,
  client: PortalClient,
  { template, paths }: { template: string; paths: string[] },
): Promise<Load> {
  // The routes of the reads have been used before; those of the submissions have not.
  await reads(client, paths, IDLE_READS / 4);
  const idle = await reads(client, paths, IDLE_READS);
  await portal.loopDelay();
  const submitted = Promise.all(
    Array.from({ length: SUBMISSIONS }, (_, index) =>
      client.startTask(template, { suffix: `load-${index}`, size: 'micro' }),
    ),
  );
  const loaded: number[] = [];
  do {
    loaded.push(...(await reads(client, paths, paths.length)));
  } while (await isBusy(client, submitted));
  return { delay: await portal.loopDelay(), idle, loaded };
}

async function isBusy(
  client: PortalClient,
  submitted: Promise<string[]>,
): Promise<boolean> {
  const ids = await Promise.race([submitted, undefined]);
  return ids === undefined || (await client.tasks()).some(isInProgress);
}

async function reads(
  client: PortalClient,
  paths: string[],
  count: number,
): Promise<number[]> {
  const durations: number[] = [];
  for (let read = 0; read < count; read++) {
    durations.push(await timed(() => client.get(paths[read % paths.length])));
  }
  return durations;
}

async function delay(value: keyof LoopDelay): Promise<Measurement> {
  const [ours, theirs] = [await load(), await stockLoad()];
  return { ours: [ours.delay[value]], theirs: [theirs.delay[value]] };
}

function p99(samples: number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}

export const loadFigures: Figure[] = [
  {
    name: 'stall-p99',
    what: '20 submissions at once, the first ones of the process / of tasks of one line in the portal that create-app makes: delay of the main thread, 99th percentile',
    unit: 'ms',
    target: { atMost: 20 },
    measure: () => delay('p99'),
  },
  {
    name: 'stall-max',
    what: 'the same, longest delay',
    unit: 'ms',
    target: { atMost: 50 },
    measure: () => delay('max'),
  },
  {
    name: 'latency',
    what: 'reads during the submissions / of an idle portal, 99th percentile',
    unit: 'ms',
    target: { atMostTimes: 2 },
    measure: async () => {
      const { idle, loaded } = await load();
      return { ours: [p99(loaded)], theirs: [p99(idle)] };
    },
  },
];
