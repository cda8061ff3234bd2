import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { ANNOTATIONS } from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortalClient } from '../../chaos/PortalClient';
import { SandboxProcess } from '../../chaos/processes/SandboxProcess';
import { BenchPortal, runTask, withPortal } from '../BenchPortal';
import { Figure } from '../Figure';
import { timedRuns } from '../timed';

const RUNS = 5;
/** Sandbox seconds per second: the sandbox is never waited for. */
const FULL_SPEED = 100_000;
const MUTATING = /^cloudformation:(Create|Update|Delete|Execute)/;

const tearDown = (client: PortalClient, suffix: string) =>
  runTask(client, 'tap-postgres-teardown', { suffix, confirm: suffix });

function cdkArguments(command: string, suffix: string): string[] {
  const consent =
    command === 'destroy' ? ['--force'] : ['--require-approval', 'never'];
  return [
    ...[command, ...consent, '-c', `environmentSuffix=${suffix}`],
    ...['-c', 'size=small', '-c', 'retention=destroy'],
  ];
}

/** Until the sandbox has received a call of CloudFormation that it had not received before, in milliseconds. */
async function untilCalled(
  sandbox: SandboxProcess,
  pattern: RegExp,
  start: () => Promise<unknown>,
): Promise<number> {
  const count = async () =>
    Object.entries(await sandbox.calls())
      .filter(([operation]) => pattern.test(operation))
      .reduce((sum, [, calls]) => sum + calls, 0);
  const before = await count();
  const begun = performance.now();
  const running = start();
  while ((await count()) === before) {
    await sleep(5);
  }
  const duration = performance.now() - begun;
  await running;
  return duration;
}

async function firstCall({ sandbox, client, cdk }: BenchPortal) {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const suffix = `first-${run}`;
    ours.push(
      await untilCalled(sandbox, MUTATING, () =>
        runTask(client, 'tap-postgres', { suffix, size: 'small' }),
      ),
    );
    await tearDown(client, suffix);
    theirs.push(
      await untilCalled(sandbox, /^cloudformation:/, () =>
        cdk.run(cdkArguments('deploy', suffix)),
      ),
    );
    await cdk.run(cdkArguments('destroy', suffix));
  }
  return { ours, theirs };
}

async function life({ client, cdk }: BenchPortal) {
  return {
    ours: await timedRuns(RUNS, async run => {
      await runTask(client, 'tap-postgres', {
        suffix: `life-${run}`,
        size: 'small',
      });
      await tearDown(client, `life-${run}`);
    }),
    theirs: await timedRuns(RUNS, async run => {
      await cdk.run(cdkArguments('deploy', `life-${run}`));
      await cdk.run(cdkArguments('destroy', `life-${run}`));
    }),
  };
}

/** From the last event of each stack until the catalog has the endpoint, in milliseconds. */
async function notices({ sandbox, client }: BenchPortal): Promise<number[]> {
  const delays: number[] = [];
  for (let run = 0; run < 2 * RUNS; run++) {
    const suffix = `notice-${run}`;
    const running = runTask(client, 'tap-postgres', { suffix, size: 'micro' });
    while (!(await isReady(client, suffix))) {
      await sleep(20);
    }
    const seenAt = Date.now();
    const { StackEvents = [] } = await sandbox.cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: `TapStack-${suffix}` }),
    );
    delays.push(seenAt - StackEvents[0].Timestamp!.getTime());
    await running;
    await tearDown(client, suffix);
  }
  return delays;
}

async function isReady(client: PortalClient, suffix: string): Promise<boolean> {
  const systems = await client.systems();
  return systems.some(
    ({ metadata: { annotations = {} } }) =>
      annotations[ANNOTATIONS.suffix] === suffix &&
      annotations[ANNOTATIONS.status] === 'available',
  );
}

export const lifecycleFigures: Figure[] = [
  {
    name: 'first-call',
    what: 'request → first mutating CloudFormation call / cdk deploy → first CloudFormation call',
    unit: 'ms',
    target: { timesFaster: 10 },
    measure: () => withPortal(FULL_SPEED, firstCall),
  },
  {
    name: 'life',
    what: 'deploy and teardown of small until the catalog shows it / cdk deploy and cdk destroy',
    unit: 'ms',
    target: { atMostTimes: 0.3 },
    measure: () => withPortal(FULL_SPEED, life),
  },
  {
    name: 'notice',
    what: 'end of the stack → entity in the catalog, longest of ten',
    unit: 'ms',
    target: { atMost: 2000 },
    measure: async () => ({
      ours: [Math.max(...(await withPortal(60, notices)))],
    }),
  },
];
