import { AwsError } from '../../protocol/AwsError';
import { Operation } from '../../protocol/ServiceOperations';
import { ChangeSetRecord, ResourceChange } from '../changes/ChangeSetRecord';
import { CloudFormationParts } from './CloudFormationParts';
import { parametersShape, tagsShape } from './describeStacks';
import { findChangeSet } from './findChangeSet';
import { findActiveStack } from './findStack';
import { paginate } from './paginate';
import { flag, optionalText, requiredText } from './params';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export function describeChangeSet(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const changeSet = findChangeSet(
      parts,
      ctx,
      requiredText(params, 'ChangeSetName'),
      optionalText(params, 'StackName'),
    );
    const values = flag(params, 'IncludePropertyValues');
    const page = paginate(
      changeSet.changes,
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ logicalId }) => logicalId,
    );
    const { definition } = changeSet;
    return {
      ...summaryShape(changeSet),
      Parameters: parametersShape(definition.parameters),
      Capabilities: definition.capabilities,
      NotificationARNs: definition.notificationArns,
      RollbackConfiguration: {},
      Tags: tagsShape(definition.tags),
      OnStackFailure: changeSet.onStackFailure,
      Changes: page.items.map(change => ({
        Type: 'Resource',
        ResourceChange: changeShape(change, values),
      })),
      NextToken: page.nextToken,
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    const page = paginate(
      parts.stacks.changeSets(stack.id),
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ id }) => id,
    );
    return {
      Summaries: page.items.map(summaryShape),
      NextToken: page.nextToken,
    };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'ChangeSetName');
    const stackName = optionalText(params, 'StackName');
    const changeSet = findOrUndefined(() =>
      findChangeSet(parts, ctx, name, stackName),
    );
    if (changeSet?.executionStatus === 'EXECUTE_IN_PROGRESS') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]`,
      );
    }
    if (changeSet) {
      parts.stacks.removeChangeSet(changeSet.id);
    }
    return {};
  };
}

/** Deleting a change set that does not exist succeeds. */
function findOrUndefined<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ChangeSetNotFound') {
      return undefined;
    }
    throw error;
  }
}

function summaryShape(changeSet: ChangeSetRecord): Record<string, unknown> {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    CreationTime: changeSet.createdAt,
    Description: changeSet.description,
    IncludeNestedStacks: changeSet.includeNestedStacks,
    ImportExistingResources: changeSet.importExistingResources,
  };
}

function changeShape(
  change: ResourceChange,
  values: boolean,
): Record<string, unknown> {
  return {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    PolicyAction: change.policyAction,
    Scope: change.scope,
    Details: change.details.map(detail => ({
      Target: {
        Attribute: detail.attribute,
        Name: detail.name,
        RequiresRecreation: detail.requiresRecreation,
        Path: detail.path,
        AttributeChangeType: detail.changeType,
        BeforeValue: values ? detail.before : undefined,
        AfterValue: values ? detail.after : undefined,
      },
      Evaluation: detail.evaluation,
      ChangeSource: detail.source,
      CausingEntity: detail.causingEntity,
    })),
    BeforeContext: values ? change.beforeContext : undefined,
    AfterContext: values ? change.afterContext : undefined,
  };
}
