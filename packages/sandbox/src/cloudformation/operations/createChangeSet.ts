import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/AwsError';
import { Operation, OperationContext } from '../../protocol/ServiceOperations';
import { ChangeSetBuilder } from '../changes/ChangeSetBuilder';
import { ChangeSetRecord } from '../changes/ChangeSetRecord';
import { recordEvent } from '../recordEvent';
import { OnFailure, StackRecord } from '../StackRecord';
import { validationError } from '../validationError';
import { assertUpdatable } from './beginUpdate';
import { CloudFormationParts } from './CloudFormationParts';
import { assertRoom, checkStackName, newStack } from './createStack';
import { findActiveStack } from './findStack';
import { flag, optionalText, Params, requiredText } from './params';
import { readDefinition } from './readDefinition';

const CHANGE_SET_NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export function createChangeSet(
  parts: CloudFormationParts,
  builder: ChangeSetBuilder,
): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'ChangeSetName');
    const stackName = requiredText(params, 'StackName');
    checkChangeSetName(name);
    const type = readType(params);
    const before = existingStack(parts, ctx, stackName, type, name);
    const repeated = before && checkFreeName(parts, before, name, params);
    if (repeated) {
      return idsOf(repeated);
    }
    const { definition } = await readDefinition(
      parts,
      params,
      ctx,
      type === 'UPDATE' ? before : undefined,
    );
    // A concurrent request can win while parameters are resolved.
    const again = existingStack(parts, ctx, stackName, type, name);
    const meanwhile = again && checkFreeName(parts, again, name, params);
    if (meanwhile) {
      return idsOf(meanwhile);
    }
    const stack = again ?? createPlaceholder(parts, ctx, stackName);
    const changeSet = parts.stacks.putChangeSet({
      id: `arn:aws:cloudformation:${ctx.region}:${
        ctx.accountId
      }:changeSet/${name}/${randomUUID()}`,
      name,
      stackId: stack.id,
      stackName: stack.name,
      type,
      description: optionalText(params, 'Description'),
      createdAt: new Date().toISOString(),
      status: 'CREATE_PENDING',
      executionStatus: 'UNAVAILABLE',
      clientToken: optionalText(params, 'ClientToken'),
      operationId: randomUUID(),
      onStackFailure: optionalText(params, 'OnStackFailure') as
        | OnFailure
        | undefined,
      importExistingResources: flag(params, 'ImportExistingResources'),
      includeNestedStacks: flag(params, 'IncludeNestedStacks'),
      definition,
      changes: [],
    });
    builder.build(changeSet.id);
    return idsOf(changeSet);
  };
}

function idsOf({ id, stackId }: ChangeSetRecord) {
  return { Id: id, StackId: stackId };
}

function checkChangeSetName(name: string): void {
  if (!CHANGE_SET_NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

function readType(params: Params): ChangeSetRecord['type'] {
  const type = optionalText(params, 'ChangeSetType') ?? 'UPDATE';
  if (type !== 'CREATE' && type !== 'UPDATE') {
    throw validationError(
      `The sandbox does not support change sets of type ${type}`,
    );
  }
  return type;
}

/** The stack of the change set; undefined for a new stack. */
function existingStack(
  parts: CloudFormationParts,
  ctx: OperationContext,
  stackName: string,
  type: ChangeSetRecord['type'],
  changeSetName: string,
): StackRecord | undefined {
  if (type === 'UPDATE') {
    const stack = findActiveStack(parts.stacks, ctx, stackName);
    assertUpdatable(stack);
    return stack;
  }
  const stack = parts.stacks.find(ctx, stackName);
  if (!stack || stack.status === 'DELETE_COMPLETE') {
    checkStackName(stackName);
    return undefined;
  }
  if (stack.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
    );
  }
  return stack;
}

/** @returns the change set of an earlier identical request, if any */
function checkFreeName(
  parts: CloudFormationParts,
  stack: StackRecord,
  name: string,
  params: Params,
): ChangeSetRecord | undefined {
  const existing = parts.stacks
    .changeSets(stack.id)
    .find(changeSet => changeSet.name === name);
  const token = optionalText(params, 'ClientToken');
  if (!existing || (token !== undefined && token === existing.clientToken)) {
    return existing;
  }
  throw new AwsError(
    'AlreadyExistsException',
    `ChangeSet ${name} already exists`,
  );
}

/** An empty stack that reserves the name until the change set is executed. */
function createPlaceholder(
  parts: CloudFormationParts,
  ctx: OperationContext,
  name: string,
): StackRecord {
  assertRoom(parts, ctx);
  const stack = parts.stacks.put({
    ...newStack(ctx, name),
    templateBody: '',
    parameters: [],
    tags: {},
    capabilities: [],
    notificationArns: [],
    terminationProtection: false,
    lastOperations: [],
    status: 'REVIEW_IN_PROGRESS',
    statusReason: 'User Initiated',
  });
  recordEvent(parts.stacks, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}
