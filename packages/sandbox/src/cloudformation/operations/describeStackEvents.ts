import { Operation } from '../../protocol/ServiceOperations';
import { StackEvent } from '../StackRecord';
import { CloudFormationParts } from './CloudFormationParts';
import { findStack } from './findStack';
import { paginate } from './paginate';
import { optionalText, requiredText } from './params';

/**
 * Newest first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export function describeStackEvents(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = requiredText(params, 'StackName');
    const stack = findStack(parts.stacks, ctx, nameOrId);
    const page = paginate(
      [...parts.stacks.events(stack.id)].reverse(),
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ eventId }) => eventId,
    );
    return { StackEvents: page.items.map(shape), NextToken: page.nextToken };
  };
}

function shape(event: StackEvent): Record<string, unknown> {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    OperationId: event.operationId,
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
