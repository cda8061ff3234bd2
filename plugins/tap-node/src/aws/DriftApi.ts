import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackDriftDetectionStatusOutput,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsCaller } from './AwsCaller';

/** Timeout of a drift detection, in milliseconds. */
const PATIENCE = 10 * 60_000;

/** CloudFormation API calls for drift. */
export class DriftApi {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly caller: AwsCaller,
    private readonly pollMs: number,
  ) {}

  /** Detects drift, and waits until CloudFormation has checked every resource. */
  async detect(
    stackId: string,
  ): Promise<DescribeStackDriftDetectionStatusOutput> {
    const { StackDriftDetectionId } = await this.caller.call(
      'cloudformation:DetectStackDrift',
      'mutation',
      () =>
        this.client.send(new DetectStackDriftCommand({ StackName: stackId })),
    );
    const since = performance.now();
    for (;;) {
      const status = await this.caller.call(
        'cloudformation:DescribeStackDriftDetectionStatus',
        'status',
        () =>
          this.client.send(
            new DescribeStackDriftDetectionStatusCommand({
              StackDriftDetectionId,
            }),
          ),
      );
      const isUnderWay = status.DetectionStatus === 'DETECTION_IN_PROGRESS';
      if (!isUnderWay || performance.now() - since > PATIENCE) {
        return status;
      }
      await sleep(this.pollMs);
    }
  }

  /** The resources that the last detection reported as modified or deleted. */
  async drifted(stackId: string): Promise<StackResourceDrift[]> {
    const found: StackResourceDrift[] = [];
    let next: string | undefined;
    do {
      const token = next;
      const page = await this.caller.call(
        'cloudformation:DescribeStackResourceDrifts',
        'status',
        () =>
          this.client.send(
            new DescribeStackResourceDriftsCommand({
              StackName: stackId,
              NextToken: token,
              StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
            }),
          ),
      );
      found.push(...(page.StackResourceDrifts ?? []));
      next = page.NextToken;
    } while (next);
    return found;
  }
}
