import { StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { NotFoundError } from '@backstage/errors';
import {
  DriftedResource,
  DriftReport,
  EnvironmentRef,
  stackName,
} from '@tap/plugin-tap-common';
import { stackToEnvironment } from '../stack';
import { assertAtRest } from '../deploy/assertCanBeUpdated';
import { TargetRuntime } from '../operation/TargetRuntime';

/** Properties whose values are never shown. */
const SENSITIVE = /password|secret|token|credential/i;

/**
 * How an environment differs from its template, resource by resource.
 *
 * @throws NotFoundError, or ConflictError while an operation is in progress
 */
export async function detectDrift(
  runtime: TargetRuntime,
  ref: EnvironmentRef,
): Promise<DriftReport> {
  const stack = await runtime.lookup.find(stackName(ref.suffix));
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!environment) {
    throw new NotFoundError(
      `suffix: there is no environment '${ref.suffix}' on target '${ref.target}'`,
    );
  }
  assertAtRest(environment);
  const detection = await runtime.drift.detect(stack.StackId!);
  const checkedAt = (detection.Timestamp ?? new Date()).toISOString();
  if (detection.DetectionStatus === 'DETECTION_IN_PROGRESS') {
    const reason = 'CloudFormation did not finish';
    return { status: 'unknown', checkedAt, resources: [], reason };
  }
  // A failed detection has the results of the resources that CloudFormation could read:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html
  const hasFailed = detection.DetectionStatus === 'DETECTION_FAILED';
  const drifted = await runtime.drift.drifted(stack.StackId!);
  const undrifted = hasFailed ? 'unknown' : 'in-sync';
  return {
    status: drifted.length > 0 ? 'drifted' : undrifted,
    checkedAt,
    resources: drifted.map(driftedResource),
    reason: hasFailed ? detection.DetectionStatusReason : undefined,
  };
}

function driftedResource(drift: StackResourceDrift): DriftedResource {
  return {
    logicalId: drift.LogicalResourceId!,
    resourceType: drift.ResourceType!,
    physicalId: drift.PhysicalResourceId,
    status:
      drift.StackResourceDriftStatus === 'DELETED' ? 'deleted' : 'modified',
    differences: (drift.PropertyDifferences ?? []).map(difference => {
      const path = difference.PropertyPath!;
      const shown = (value: string | undefined) =>
        SENSITIVE.test(path) ? '(hidden)' : value ?? '';
      return {
        path,
        expected: shown(difference.ExpectedValue),
        actual: shown(difference.ActualValue),
      };
    }),
  };
}
