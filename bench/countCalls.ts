import { parseOperation } from '@tap/plugin-tap-common';
import { Sandbox } from '../packages/sandbox/src';
import { BenchEngine } from './BenchEngine';

/** Sandbox seconds per second: resources are complete at once. */
const FULL_SPEED = 100_000;

/** Reads that are repeated until something has happened, and prices, which are read in the background. */
const REPEATED =
  /^cloudformation:DescribeStack(s|Events)$|^pricing:GetProducts$/;

/** What does not depend on time. */
export interface OperationCounts {
  /** Calls to AWS of the first plan of a process. */
  firstPlanCalls: number;
  /** Calls to CloudFormation of any later plan of a new environment. */
  planCalls: number;
  /** Calls to AWS of a deployment, without reads that are repeated until it has ended. */
  deployCalls: number;
  /** Resources of a template of the size `small`. */
  resources: number;
  /** Its length in bytes. */
  templateBytes: number;
}

/** Counts the calls of plans and of a deployment in this process. */
export async function countCalls(): Promise<OperationCounts> {
  const sandbox = await Sandbox.start({ speed: FULL_SPEED });
  const portal = BenchEngine.create({
    endpoints: [sandbox.url],
    callsPerSecond: 100,
  });
  const counted = async (
    isCounted: (operation: string) => boolean,
    work: () => Promise<unknown>,
  ) => {
    sandbox.calls.reset();
    await work();
    return Object.entries(sandbox.calls.byOperation())
      .filter(([operation]) => isCounted(operation))
      .reduce((sum, [, calls]) => sum + calls, 0);
  };
  const plan = (suffix: string) =>
    portal.engine.plan(parseOperation('deploy', { suffix, size: 'small' }), {
      owner: 'user:default/bench',
    });
  try {
    const firstPlanCalls = await counted(
      operation => !REPEATED.test(operation),
      () => plan('first'),
    );
    const planCalls = await counted(
      operation => operation.startsWith('cloudformation:'),
      () => plan('second'),
    );
    const deployCalls = await counted(
      operation => !REPEATED.test(operation),
      () => portal.deploy('third'),
    );
    const { changes, templateBytes } = await plan('fourth');
    return {
      firstPlanCalls,
      planCalls,
      deployCalls,
      resources: changes.length,
      templateBytes,
    };
  } finally {
    await portal.stop();
    await sandbox.close();
  }
}
