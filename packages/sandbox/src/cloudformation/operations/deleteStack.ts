import { randomUUID } from 'node:crypto';
import { Operation } from '../../protocol/ServiceOperations';
import { recordEvent } from '../recordEvent';
import { StackRecord, StackStatus } from '../StackRecord';
import { validationError } from '../validationError';
import { actingRole } from './actingRole';
import { CloudFormationParts } from './CloudFormationParts';
import { optionalText, requestToken, requiredText, textList } from './params';
import { assertFreshToken, useToken } from './tokens';

/**
 * States in which a deletion is rejected until the operation in progress ends.
 */
const BUSY: readonly StackStatus[] = [
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export function deleteStack(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = requiredText(params, 'StackName');
    const token = requestToken(params);
    const retain = textList(params, 'RetainResources');
    const mode = optionalText(params, 'DeletionMode');
    const stack = parts.stacks.find(ctx, nameOrId);
    if (!stack || stack.status === 'DELETE_COMPLETE') {
      return {};
    }
    assertDeletable(stack, retain, mode);
    const runsAs = actingRole(parts, params, ctx, stack.roleArn);
    assertFreshToken(parts.stacks, ctx, token);
    useToken(parts.stacks, ctx, token, 'DeleteStack');
    if (stack.status === 'DELETE_IN_PROGRESS') {
      return {};
    }
    begin(parts, { ...stack, runsAs }, token, retain, mode);
    return {};
  };
}

function assertDeletable(
  stack: StackRecord,
  retain: string[],
  mode: string | undefined,
): void {
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (BUSY.includes(stack.status)) {
    throw validationError(
      `Stack [${stack.id}] cannot be deleted while in status ${stack.status}`,
    );
  }
  const failed = stack.status === 'DELETE_FAILED';
  if (retain.length > 0 && !failed) {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. RetainResources can only be specified for stacks in DELETE_FAILED state.`,
    );
  }
  if (mode === 'FORCE_DELETE_STACK' && !failed) {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. FORCE_DELETE_STACK can only be specified for stacks in DELETE_FAILED state.`,
    );
  }
}

function begin(
  parts: CloudFormationParts,
  stack: StackRecord,
  token: string | undefined,
  retain: string[],
  mode: string | undefined,
): void {
  const operationId = randomUUID();
  const deleting = parts.stacks.put({
    ...stack,
    status: 'DELETE_IN_PROGRESS',
    statusReason: undefined,
    deletionMode: mode,
    lastOperations: [{ type: 'DELETE_STACK', id: operationId }],
    operation: {
      id: operationId,
      type: 'DELETE_STACK',
      phase: 'delete',
      token,
      startedAt: new Date().toISOString(),
      retain,
      skip: [],
      force: mode === 'FORCE_DELETE_STACK',
    },
  });
  recordEvent(parts.stacks, deleting, 'DELETE_IN_PROGRESS', 'User Initiated');
  parts.engine.wake(stack.id);
}
