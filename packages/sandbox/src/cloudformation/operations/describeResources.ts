import { Operation } from '../../protocol/ServiceOperations';
import { ResourceRecord, StackRecord } from '../StackRecord';
import { parseTemplate } from '../template/parseTemplate';
import { validationError } from '../validationError';
import { CloudFormationParts } from './CloudFormationParts';
import { driftShape } from './describeStacks';
import { doesNotExist } from './findStack';
import { paginate } from './paginate';
import { optionalText, requiredText } from './params';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = requiredText(params, 'StackName');
    const stack = parts.stacks.find(ctx, nameOrId);
    if (!stack) {
      throw doesNotExist(nameOrId, true);
    }
    const page = paginate(
      sorted(parts, stack.id),
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ logicalId }) => logicalId,
    );
    return {
      StackResourceSummaries: page.items.map(record => ({
        ...common(record),
        LastUpdatedTimestamp: record.updatedAt,
      })),
      NextToken: page.nextToken,
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export function describeStackResources(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const physicalId = optionalText(params, 'PhysicalResourceId');
    const logicalId = optionalText(params, 'LogicalResourceId');
    const stack =
      physicalId === undefined
        ? byName(parts, ctx, requiredText(params, 'StackName'))
        : byPhysicalId(parts, ctx, physicalId);
    const records = sorted(parts, stack.id).filter(
      record => logicalId === undefined || record.logicalId === logicalId,
    );
    return {
      StackResources: records.map(record => ({
        ...common(record),
        StackName: stack.name,
        StackId: stack.id,
        Timestamp: record.updatedAt,
      })),
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const stack = byName(parts, ctx, requiredText(params, 'StackName'));
    const logicalId = requiredText(params, 'LogicalResourceId');
    const record = parts.stacks.resource(stack.id, logicalId);
    if (!record) {
      throw validationError(
        `Resource ${logicalId} does not exist for stack ${stack.name}`,
      );
    }
    const { Metadata } =
      parseTemplate(stack.templateBody).Resources[logicalId] ?? {};
    return {
      StackResourceDetail: {
        ...common(record),
        StackName: stack.name,
        StackId: stack.id,
        LastUpdatedTimestamp: record.updatedAt,
        Metadata: Metadata && JSON.stringify(Metadata),
      },
    };
  };
}

function sorted(parts: CloudFormationParts, stackId: string) {
  return parts.stacks
    .resources(stackId)
    .sort((a, b) => a.logicalId.localeCompare(b.logicalId));
}

function common(record: ResourceRecord): Record<string, unknown> {
  return {
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId,
    ResourceType: record.type,
    ResourceStatus: record.status,
    ResourceStatusReason: record.statusReason,
    DriftInformation: driftShape(record.drift, 'StackResourceDriftStatus'),
  };
}

function byName(
  parts: CloudFormationParts,
  ctx: { accountId: string; region: string },
  nameOrId: string,
): StackRecord {
  const stack = parts.stacks.find(ctx, nameOrId);
  if (!stack) {
    throw doesNotExist(nameOrId, true);
  }
  return stack;
}

function byPhysicalId(
  parts: CloudFormationParts,
  ctx: { accountId: string; region: string },
  physicalId: string,
): StackRecord {
  const stack = parts.stacks
    .all(ctx)
    .find(
      ({ id, deletedAt }) =>
        deletedAt === undefined &&
        parts.stacks
          .resources(id)
          .some(record => record.physicalId === physicalId),
    );
  if (!stack) {
    throw validationError(`Stack for ${physicalId} does not exist`);
  }
  return stack;
}
