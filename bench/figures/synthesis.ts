import { sizes } from '@tap/stack/module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sandbox } from '../../packages/sandbox/src';
import { StackInput } from '../../plugins/tap-node/src/stackModule';
import { WorkerSynthesizer } from '../../plugins/tap-node/src/synthesis';
import { SandboxProcess } from '../../chaos/processes/SandboxProcess';
import { BenchEngine } from '../BenchEngine';
import { CdkApp } from '../CdkApp';
import { Figure, Measurement } from '../Figure';
import { silentLogger } from '../silentLogger';
import { timed, timedRuns } from '../timed';

const RUNS = 5;
const MANY = 200;
const IDLE_MS = 60_000;

const INPUT: StackInput = {
  accountId: '000000000000',
  region: 'us-east-1',
  suffix: 'bench',
  stackName: 'TapStack-bench',
  size: sizes.small,
  retention: 'destroy',
  engineVersion: '17',
  backupRetentionDays: 7,
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  isSettled: false,
};

/** The milliseconds of templates of `small` on one worker of the portal. */
async function ours(
  work: (make: (run: number) => Promise<unknown>) => Promise<number[]>,
): Promise<number[]> {
  const synthesizer = WorkerSynthesizer.create({
    stackModule: '@tap/stack/module',
    logger: silentLogger,
  });
  try {
    return await work(run =>
      synthesizer.synthesize({
        ...INPUT,
        suffix: `bench-${run}`,
        stackName: `TapStack-bench-${run}`,
      }),
    );
  } finally {
    await synthesizer.stop();
  }
}

/** The milliseconds of `cdk synth` for the same template, with its look-ups in the cache. */
async function theirs(flags: string[]): Promise<number[]> {
  const directory = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  const sandbox = await SandboxProcess.start({ directory, speed: 1000 });
  const cdk = await CdkApp.create(sandbox.url);
  try {
    const synth = () =>
      cdk.run([
        ...['synth', '--quiet', ...flags],
        ...['-c', 'environmentSuffix=bench', '-c', 'size=small'],
        ...['-c', 'retention=destroy'],
      ]);
    await synth();
    return await timedRuns(RUNS, synth);
  } finally {
    await cdk.remove();
    await sandbox.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function warm(): Promise<number[]> {
  return ours(async make => {
    await timedRuns(10, make);
    return timedRuns(20, make);
  });
}

async function compared(flags: string[]): Promise<Measurement> {
  return { ours: await warm(), theirs: await theirs(flags) };
}

/** Plans of back ends that have started and then had nothing to do, so that they have warmed up. */
async function firstPlans(): Promise<Measurement> {
  const sandbox = await Sandbox.start();
  const measured: Required<Measurement> = { ours: [], theirs: [] };
  try {
    for (let run = 0; run < 3; run++) {
      const portal = BenchEngine.create({
        endpoints: [sandbox.url],
        callsPerSecond: 4,
      });
      await portal.startUp();
      await sleep(IDLE_MS);
      measured.ours.push(await timed(() => portal.plan('first')));
      measured.theirs.push(
        ...(await timedRuns(RUNS, later => portal.plan(`later-${later}`))),
      );
      await portal.stop();
    }
  } finally {
    await sandbox.close();
  }
  return measured;
}

export const synthesisFigures: Figure[] = [
  {
    name: 'synth-warm',
    what: 'template of small, warm worker / cdk synth --no-validation',
    unit: 'ms',
    target: { timesFaster: 40 },
    measure: () => compared(['--no-validation']),
  },
  {
    name: 'synth-full',
    what: 'template of small, warm worker / cdk synth',
    unit: 'ms',
    target: { timesFaster: 100 },
    measure: () => compared([]),
  },
  {
    name: 'synth-first',
    what: 'first plan of small after a minute without requests / later plans',
    unit: 'ms',
    target: { atMostTimes: 3 },
    measure: firstPlans,
  },
  {
    name: 'synth-throughput',
    what: '200 different templates on one worker, each',
    unit: 'ms',
    target: { atMost: 1000 / 30 },
    measure: async () => ({
      ours: await ours(async make => {
        await make(0);
        const all = await timed(() =>
          Promise.all(
            Array.from({ length: MANY }, (_, index) => make(index + 1)),
          ),
        );
        return [all / MANY];
      }),
    }),
  },
];
