import { isInProgress, PortalClient } from '../../chaos/PortalClient';
import { BuiltTap, withBuiltTap } from '../built/withBuiltTap';
import { LoopDelay } from '../built/BuiltPortal';
import { Figure } from '../Figure';
import { timed } from '../timed';

const SUBMISSIONS = 20;
/** Sandbox seconds per second. */
const SPEED = 60;
/** Reads of an idle portal, as many as under load or more. */
const IDLE_READS = 400;

/** What the portal's pages read. */
const READS = [
  '/api/tap/environments?limit=20',
  '/api/catalog/entities/by-query?limit=20&filter=kind=system',
];

interface Load {
  delay: LoopDelay;
  /** Durations of reads in milliseconds. */
  loaded: number[];
  idle: number[];
}

let measured: Promise<Load> | undefined;

/** Twenty submissions at once, the first ones of the process, once for all figures. */
function load(): Promise<Load> {
  measured ??= withBuiltTap(SPEED, submitAtOnce);
  return measured;
}

async function submitAtOnce({ portal, client }: BuiltTap): Promise<Load> {
  // The routes of the reads have been used before; those of the submissions have not.
  await reads(client, IDLE_READS / 4);
  const idle = await reads(client, IDLE_READS);
  await portal.loopDelay();
  const submitted = Promise.all(
    Array.from({ length: SUBMISSIONS }, (_, index) =>
      client.startTask('tap-postgres', {
        suffix: `load-${index}`,
        size: 'micro',
      }),
    ),
  );
  const loaded: number[] = [];
  do {
    loaded.push(...(await reads(client, READS.length)));
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

async function reads(client: PortalClient, count: number): Promise<number[]> {
  const durations: number[] = [];
  for (let read = 0; read < count; read++) {
    durations.push(await timed(() => client.get(READS[read % READS.length])));
  }
  return durations;
}

function p99(samples: number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}

export const loadFigures: Figure[] = [
  {
    name: 'stall-p99',
    what: '20 submissions at once, the first ones of the process: delay of the main thread, 99th percentile',
    unit: 'ms',
    target: { atMost: 20 },
    measure: async () => ({ ours: [(await load()).delay.p99] }),
  },
  {
    name: 'stall-max',
    what: 'the same, longest delay',
    unit: 'ms',
    target: { atMost: 50 },
    measure: async () => ({ ours: [(await load()).delay.max] }),
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
