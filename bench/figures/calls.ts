import { Sandbox } from '../../packages/sandbox/src';
import { BenchEngine } from '../BenchEngine';
import { CdkApp } from '../CdkApp';
import { Figure, Measurement } from '../Figure';

const DEPLOYMENTS = 50;

/** Sandbox seconds per second. A micro takes about 8 minutes at the pace of AWS, and 15 here; the intervals of both sides are real. */
const SPEED = 8 / 15;

/** The default of a target. */
const CALLS_PER_SECOND = 4;

const cdkArguments = (...command: string[]) => [
  ...[...command, '-c', 'environmentSuffix=bench'],
  ...['-c', 'size=micro', '-c', 'retention=destroy'],
];

/**
 * Calls of 50 deployments at once through one back end, and those of the CDK CLI, which follows each stack in a process of
 * its own: one deployment, times 50.
 */
async function measure(): Promise<Measurement> {
  const [ours, theirs] = await Promise.all([
    Sandbox.start({ speed: SPEED }),
    Sandbox.start({ speed: SPEED }),
  ]);
  const portal = BenchEngine.create({
    endpoints: [ours.url],
    callsPerSecond: CALLS_PER_SECOND,
  });
  const cdk = await CdkApp.create(theirs.url);
  try {
    // Look-ups are in the cache of both.
    await portal.plan('bench');
    await cdk.run(cdkArguments('synth', '--quiet'));
    ours.calls.reset();
    theirs.calls.reset();
    const suffixes = Array.from(
      { length: DEPLOYMENTS },
      (_, index) => `calls-${index}`,
    );
    await Promise.all([
      ...suffixes.map(suffix => portal.deploy(suffix)),
      cdk.run(cdkArguments('deploy', '--require-approval', 'never')),
    ]);
    return {
      ours: [cloudFormationCalls(ours)],
      theirs: [DEPLOYMENTS * cloudFormationCalls(theirs)],
    };
  } finally {
    await portal.stop();
    await cdk.remove();
    await Promise.all([ours.close(), theirs.close()]);
  }
}

function cloudFormationCalls(sandbox: Sandbox): number {
  return Object.entries(sandbox.calls.byOperation())
    .filter(([operation]) => operation.startsWith('cloudformation:'))
    .reduce((sum, [, calls]) => sum + calls, 0);
}

export const callsFigures: Figure[] = [
  {
    name: 'calls',
    what: 'CloudFormation calls of 50 deployments of 15 minutes / of cdk deploy for each',
    unit: 'calls',
    target: { atMostTimes: 1 / 20 },
    measure,
  },
];
