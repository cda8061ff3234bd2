import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isInProgress, PortalClient } from '../PortalClient';
import { BackendProcess } from '../processes/BackendProcess';
import { PortalDatabase } from '../processes/PortalDatabase';
import { SandboxProcess, StackState } from '../processes/SandboxProcess';
import { FanoutReport } from './FanoutReport';
import { readyTimes } from './readyTimes';

/** Options of a fan-out. */
export interface FanoutOptions {
  /** Number of concurrent deployments. */
  deployments: number;
  /** AWS calls per second. */
  callsPerSecond: number;
  /** An empty directory for databases and logs. */
  directory: string;
  /** Sandbox seconds per second. */
  speed: number;
  log: (line: string) => void;
}

/** Number of concurrent requests. */
const SUBMITTERS = 10;

/** Deploys many environments concurrently on one back end, with the rate limits of production. */
export async function runFanout(
  options: FanoutOptions,
): Promise<{ report: FanoutReport; findings: string[] }> {
  const { deployments, directory, log, speed } = options;
  const database = await PortalDatabase.start();
  const sandbox = await SandboxProcess.start({ directory, speed });
  const backend = await BackendProcess.create({
    directory,
    sandboxUrl: sandbox.url,
  });
  try {
    await backend.start({
      database: database.config,
      overlay: {
        scaffolder: {
          // All requests are accepted; the portal's own limit queues them.
          concurrentTasksLimit: deployments,
          taskRecovery: { staleTimeout: { seconds: 60 } },
        },
      },
    });
    await backend.ready();
    log('the back end is ready');
    await sandbox.addFault({
      kind: 'throttle',
      callsPerSecond: options.callsPerSecond,
    });
    const portal = new PortalClient(backend.url);
    const suffixes = Array.from(
      { length: deployments },
      (_, index) => `fan-${index + 1}`,
    );
    const limit = pLimit(SUBMITTERS);
    await Promise.all(
      suffixes.map(suffix =>
        limit(() =>
          portal.startTask('tap-postgres', { suffix, size: 'micro' }),
        ),
      ),
    );
    log(`${deployments} requests were accepted`);
    await allEnded(portal, deployments, log);
    const calls = await sandbox.calls();
    log(`calls: ${callsByKind(calls)}`);
    await sandbox.clearFaults();
    const { stacks } = await sandbox.state();
    const tasks = await portal.tasks();
    const bad = tasks.filter(({ status }) => status !== 'completed');
    const complete = stacks.filter(
      ({ status }) => status === 'CREATE_COMPLETE',
    );
    const ended = Math.min(tasks.length - bad.length, complete.length);
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    return {
      report: {
        ended,
        failed: deployments - ended,
        maxNoticeSeconds: await longestNotice(
          sandbox,
          complete,
          readyTimes(await backend.log()),
        ),
        callsPerDeployment: rounded(total / deployments),
        peakRssBytes: await backend.peakRssBytes(),
      },
      findings: await Promise.all(
        bad.map(
          async ({ id, spec }) =>
            `${spec.parameters?.suffix}: ${await portal.lastMessage(id)}`,
        ),
      ),
    };
  } finally {
    await backend.stop();
    await sandbox.stop();
    await database.stop();
  }
}

async function allEnded(
  portal: PortalClient,
  deployments: number,
  log: (line: string) => void,
): Promise<void> {
  for (let left = deployments; left > 0; ) {
    await sleep(3000);
    const running = (await portal.tasks()).filter(isInProgress);
    if (running.length !== left) {
      left = running.length;
      log(`${left} are in progress`);
    }
  }
}

/** Longest delay in seconds from the last event of a stack to the log message of the portal. */
async function longestNotice(
  sandbox: SandboxProcess,
  stacks: StackState[],
  noticedAt: Map<string, number>,
): Promise<number> {
  let longest = 0;
  for (const { id, name } of stacks) {
    const { StackEvents = [] } = await sandbox.cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: id }),
    );
    const endedAt = StackEvents[0].Timestamp!.getTime();
    const noticed = noticedAt.get(name.replace(/^TapStack-/, ''));
    const delay = noticed === undefined ? Infinity : noticed - endedAt;
    longest = Math.max(longest, delay / 1000);
  }
  return rounded(longest);
}

/** Most frequent first. */
function callsByKind(calls: Record<string, number>): string {
  return Object.entries(calls)
    .sort(([, a], [, b]) => b - a)
    .map(([operation, count]) => `${operation} ${count}`)
    .join(', ');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
