import { Operation } from '../../protocol/ServiceOperations';
import { StackEvent } from '../StackRecord';
import { CloudFormationParts } from './CloudFormationParts';
import { findChangeSet } from './findChangeSet';
import { findStack } from './findStack';
import { paginate } from './paginate';
import { optionalText, Params } from './params';
import { validationError } from '../validationError';

/**
 * Events by stack, change set or operation, newest first; optionally only
 * failed ones.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export function describeEvents(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const filters = params.Filters as { FailedEvents?: string } | undefined;
    const failedOnly = filters?.FailedEvents === 'true';
    const events = select(parts, params, ctx).filter(
      ({ status }) => !failedOnly || status.endsWith('_FAILED'),
    );
    const page = paginate(
      [...events].reverse(),
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ eventId }) => eventId,
    );
    return {
      OperationEvents: page.items.map(shape),
      NextToken: page.nextToken,
    };
  };
}

function select(
  parts: CloudFormationParts,
  params: Params,
  ctx: { accountId: string; region: string },
): readonly StackEvent[] {
  const operationId = optionalText(params, 'OperationId');
  const changeSetName = optionalText(params, 'ChangeSetName');
  const stackName = optionalText(params, 'StackName');
  if (changeSetName !== undefined) {
    const { stackId, operationId: id } = findChangeSet(
      parts,
      ctx,
      changeSetName,
      stackName,
    );
    return parts.stacks
      .events(stackId)
      .filter(event => event.operationId === id);
  }
  const stacks =
    stackName === undefined
      ? parts.stacks.all(ctx)
      : [findStack(parts.stacks, ctx, stackName)];
  if (stackName === undefined && operationId === undefined) {
    throw validationError(
      'One of StackName, ChangeSetName and OperationId must be specified',
    );
  }
  return stacks
    .flatMap(({ id }) => parts.stacks.events(id))
    .filter(
      event => operationId === undefined || event.operationId === operationId,
    );
}

function shape(event: StackEvent): Record<string, unknown> {
  const isStack = event.type === 'AWS::CloudFormation::Stack';
  const failed = event.status.endsWith('_FAILED');
  return {
    EventId: event.eventId,
    StackId: event.stackId,
    OperationId: event.operationId,
    OperationType: event.operationType,
    EventType: failed && !isStack ? 'PROVISIONING_ERROR' : 'STACK_EVENT',
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.timestamp,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
  };
}
