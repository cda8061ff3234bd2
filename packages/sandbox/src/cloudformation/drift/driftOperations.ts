import { randomUUID } from 'node:crypto';
import { Operation } from '../../protocol/ServiceOperations';
import { resourceContext } from '../engine/resourceContext';
import { isGone } from '../engine/deleteResource';
import { CloudFormationParts } from '../operations/CloudFormationParts';
import { findActiveStack, findStack } from '../operations/findStack';
import { paginate } from '../operations/paginate';
import {
  optionalNumber,
  optionalText,
  requiredText,
  textList,
} from '../operations/params';
import { StackRecord } from '../StackRecord';
import { validationError } from '../validationError';
import { detectResourceDrift, ResourceDrift } from './detectResourceDrift';

interface Detection {
  id: string;
  stackId: string;
  status: 'DETECTION_IN_PROGRESS' | 'DETECTION_COMPLETE' | 'DETECTION_FAILED';
  reason?: string;
  startedAt: string;
  drifts: ResourceDrift[];
}

const DETECTABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html */
export function detectStackDrift(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    if (!DETECTABLE.includes(stack.status)) {
      throw validationError(
        `Drift detection cannot be performed on stack [${stack.id}] in ${stack.status} state`,
      );
    }
    const detection: Detection = {
      id: randomUUID(),
      stackId: stack.id,
      status: 'DETECTION_IN_PROGRESS',
      startedAt: new Date().toISOString(),
      drifts: [],
    };
    parts.stacks.putDetection(detection.id, detection);
    // Drift detection reads with the permissions of its caller:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
    const reader = { ...stack, runsAs: ctx.principal };
    run(parts, reader, detection, textList(params, 'LogicalResourceIds'));
    return { StackDriftDetectionId: detection.id };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html */
export function describeStackDriftDetectionStatus(
  parts: CloudFormationParts,
): Operation {
  return async params => {
    const id = requiredText(params, 'StackDriftDetectionId');
    const detection = parts.stacks.detection<Detection>(id);
    if (!detection) {
      throw validationError(`Drift detection ID ${id} does not exist`);
    }
    const done = detection.status !== 'DETECTION_IN_PROGRESS';
    return {
      StackId: detection.stackId,
      StackDriftDetectionId: id,
      DetectionStatus: detection.status,
      DetectionStatusReason: detection.reason,
      StackDriftStatus: done ? stackStatus(detection.drifts) : undefined,
      DriftedStackResourceCount: done
        ? drifted(detection.drifts).length
        : undefined,
      Timestamp: detection.startedAt,
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html */
export function describeStackResourceDrifts(
  parts: CloudFormationParts,
): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const stack = findStack(parts.stacks, ctx, name);
    const wanted = textList(params, 'StackResourceDriftStatusFilters');
    const latest = parts.stacks.detection<Detection>(stack.id);
    const drifts = (latest?.drifts ?? []).filter(
      ({ status }) =>
        status !== 'NOT_CHECKED' &&
        (wanted.length === 0 || wanted.includes(status)),
    );
    const page = paginate(
      drifts,
      optionalNumber(params, 'MaxResults') ?? parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ logicalId }) => logicalId,
    );
    return {
      StackResourceDrifts: page.items.map(drift => shape(stack, drift)),
      NextToken: page.nextToken,
    };
  };
}

function run(
  parts: CloudFormationParts,
  stack: StackRecord,
  detection: Detection,
  only: string[],
): void {
  detect(parts, stack, only).then(({ drifts, failures }) => {
    const done: Detection = {
      ...detection,
      status: failures.length > 0 ? 'DETECTION_FAILED' : 'DETECTION_COMPLETE',
      reason: failures.length > 0 ? failures.join('; ') : undefined,
      drifts,
    };
    parts.stacks.putDetection(detection.id, done);
    parts.stacks.putDetection(stack.id, done);
    remember(parts, stack.id, drifts);
  });
}

/**
 * A failure concerns only its resource; the results of the others are available.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html
 */
async function detect(
  parts: CloudFormationParts,
  stack: StackRecord,
  only: string[],
): Promise<{ drifts: ResourceDrift[]; failures: string[] }> {
  const records = parts.stacks
    .resources(stack.id)
    .filter(record => !isGone(record))
    .filter(({ logicalId }) => only.length === 0 || only.includes(logicalId));
  const drifts: ResourceDrift[] = [];
  const failures: string[] = [];
  await Promise.all(
    records.map(record =>
      detectResourceDrift(
        parts.handlers.get(record.type),
        resourceContext(parts, stack, {
          logicalId: record.logicalId,
          generation: record.generation,
          operationId: stack.id,
          signal: new AbortController().signal,
        }),
        record,
      ).then(
        drift => drifts.push(drift),
        (error: Error) =>
          failures.push(
            `Failed to detect drift on resource [${record.logicalId}]: ${error.message}`,
          ),
      ),
    ),
  );
  return { drifts, failures };
}

function remember(
  parts: CloudFormationParts,
  stackId: string,
  drifts: ResourceDrift[],
): void {
  const checkedAt = new Date().toISOString();
  for (const { logicalId, status } of drifts) {
    const record = parts.stacks.resource(stackId, logicalId);
    if (record) {
      const drift = { status, checkedAt };
      parts.stacks.putResource(stackId, { ...record, drift });
    }
  }
  const stack = parts.stacks.get(stackId);
  if (stack) {
    const drift = { status: stackStatus(drifts), checkedAt };
    parts.stacks.put({ ...stack, drift });
  }
}

function drifted(drifts: ResourceDrift[]): ResourceDrift[] {
  return drifts.filter(
    ({ status }) => status === 'MODIFIED' || status === 'DELETED',
  );
}

function stackStatus(drifts: ResourceDrift[]): string {
  return drifted(drifts).length > 0 ? 'DRIFTED' : 'IN_SYNC';
}

function shape(
  stack: StackRecord,
  drift: ResourceDrift,
): Record<string, unknown> {
  return {
    StackId: stack.id,
    LogicalResourceId: drift.logicalId,
    PhysicalResourceId: drift.physicalId,
    ResourceType: drift.type,
    ExpectedProperties: drift.expected && JSON.stringify(drift.expected),
    ActualProperties: drift.actual && JSON.stringify(drift.actual),
    PropertyDifferences: drift.differences.map(difference => ({
      PropertyPath: difference.path,
      ExpectedValue: difference.expected,
      ActualValue: difference.actual,
      DifferenceType: difference.type,
    })),
    StackResourceDriftStatus: drift.status,
    Timestamp: drift.checkedAt,
  };
}
