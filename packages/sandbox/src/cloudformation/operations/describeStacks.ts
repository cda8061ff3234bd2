import { Operation, OperationContext } from '../../protocol/ServiceOperations';
import { StackParameter } from '../template/resolveParameters';
import { StackRecord } from '../StackRecord';
import { CloudFormationParts } from './CloudFormationParts';
import { doesNotExist } from './findStack';
import { paginate } from './paginate';
import { optionalText, textList } from './params';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = optionalText(params, 'StackName');
    const age = parts.faults.staleness('DescribeStacks', ctx.accountId);
    if (nameOrId !== undefined) {
      const stack = findAsOf(parts, ctx, nameOrId, age);
      if (!stack) {
        throw doesNotExist(nameOrId, true);
      }
      return { Stacks: [stackShape(stack)] };
    }
    const seen = listAsOf(parts, ctx, age);
    const page = paginate(
      seen.filter(({ deletedAt }) => deletedAt === undefined),
      parts.pageSize,
      optionalText(params, 'NextToken'),
      ({ id }) => id,
    );
    return { Stacks: page.items.map(stackShape), NextToken: page.nextToken };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export function listStacks(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const wanted = textList(params, 'StackStatusFilter');
    const age = parts.faults.staleness('ListStacks', ctx.accountId);
    const stacks = listAsOf(parts, ctx, age).filter(
      ({ status }) => wanted.length === 0 || wanted.includes(status),
    );
    const token = optionalText(params, 'NextToken');
    const page = paginate(stacks, parts.pageSize, token, ({ id }) => id);
    return {
      StackSummaries: page.items.map(summaryShape),
      NextToken: page.nextToken,
    };
  };
}

/**
 * A stack as it was a number of seconds ago, when its name may have belonged to
 * another stack.
 */
function findAsOf(
  parts: CloudFormationParts,
  ctx: OperationContext,
  nameOrId: string,
  seconds: number,
): StackRecord | undefined {
  return seconds === 0
    ? parts.stacks.find(ctx, nameOrId)
    : listAsOf(parts, ctx, seconds).find(
        ({ id, name, deletedAt }) =>
          id === nameOrId || (name === nameOrId && deletedAt === undefined),
      );
}

/** The stacks of the account as they were a number of seconds ago. */
function listAsOf(
  parts: CloudFormationParts,
  ctx: OperationContext,
  seconds: number,
): StackRecord[] {
  const stacks = parts.stacks.all(ctx);
  return seconds === 0
    ? stacks
    : stacks.flatMap(({ id }) => parts.stacks.asOf(id, seconds) ?? []);
}

function stackShape(stack: StackRecord): Record<string, unknown> {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: stack.description,
    Parameters: parametersShape(stack.parameters),
    CreationTime: stack.createdAt,
    DeletionTime: stack.deletedAt,
    LastUpdatedTime: stack.updatedAt,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: stack.notificationArns,
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs?.map(output => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    RoleARN: stack.roleArn,
    Tags: tagsShape(stack.tags),
    EnableTerminationProtection: stack.terminationProtection,
    RetainExceptOnCreate: stack.retainExceptOnCreate,
    DeletionMode: stack.deletionMode,
    DriftInformation: driftShape(stack.drift, 'StackDriftStatus'),
    LastOperations: stack.lastOperations.map(({ type, id }) => ({
      OperationType: type,
      OperationId: id,
    })),
  };
}

function summaryShape(stack: StackRecord): Record<string, unknown> {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: driftShape(stack.drift, 'StackDriftStatus'),
  };
}

/** Parameters as clients see them: NoEcho values are masked. */
export function parametersShape(
  parameters: readonly StackParameter[],
): Record<string, unknown>[] {
  return parameters.map(({ key, value, resolved, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ResolvedValue: resolved,
  }));
}

export function tagsShape(
  tags: Record<string, string>,
): Record<string, unknown>[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** @param member - name of the status member in this response */
export function driftShape(
  drift: { status: string; checkedAt: string } | undefined,
  member: string,
): Record<string, unknown> {
  return {
    [member]: drift?.status ?? 'NOT_CHECKED',
    LastCheckTimestamp: drift?.checkedAt,
  };
}
