import { Change } from '@aws-sdk/client-cloudformation';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Reads which databases of a change set have parameters that wait for a reboot
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBParameterGroupStatus.html).
 *
 * @returns logical IDs
 */
export async function readPendingReboots(
  { databases }: TargetRuntime,
  changes: Change[],
): Promise<string[]> {
  const modified = changes.flatMap(({ ResourceChange: change }) =>
    change?.ResourceType === 'AWS::RDS::DBInstance' &&
    change.Action === 'Modify' &&
    change.PhysicalResourceId
      ? [change]
      : [],
  );
  const instances = await Promise.all(
    modified.map(change => databases.instance(change.PhysicalResourceId!)),
  );
  return modified
    .filter((_, index) =>
      instances[index]?.DBParameterGroups?.some(
        group => group.ParameterApplyStatus === 'pending-reboot',
      ),
    )
    .map(change => change.LogicalResourceId!);
}
