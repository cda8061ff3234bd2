import { randomUUID } from 'node:crypto';
import { Operation } from '../../protocol/ServiceOperations';
import { recordEvent } from '../recordEvent';
import { checkPolicy } from '../stackPolicy';
import { OperationType, Phase, StackRecord, StackStatus } from '../StackRecord';
import { validationError } from '../validationError';
import { actingRole } from './actingRole';
import { CloudFormationParts } from './CloudFormationParts';
import { findActiveStack, findStack } from './findStack';
import { flag, requestToken, requiredText, textList } from './params';
import { assertFreshToken, useToken } from './tokens';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export function cancelUpdateStack(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const token = requestToken(params);
    assertFreshToken(parts.stacks, ctx, token);
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    if (stack.status !== 'UPDATE_IN_PROGRESS' || !stack.operation) {
      throw validationError(
        'CancelUpdateStack cannot be called from current stack status',
      );
    }
    useToken(parts.stacks, ctx, token, 'CancelUpdateStack');
    const cancelled = parts.stacks.put({
      ...stack,
      status: 'UPDATE_ROLLBACK_IN_PROGRESS',
      statusReason: 'User Initiated',
      operation: { ...stack.operation, phase: 'rollbackUpdate' },
    });
    recordEvent(
      parts.stacks,
      cancelled,
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'User Initiated',
    );
    parts.engine.wake(stack.id);
    return {};
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export function continueUpdateRollback(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const token = requestToken(params);
    assertFreshToken(parts.stacks, ctx, token);
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(
        `ContinueUpdateRollback cannot be called from current stack status: ${stack.status}`,
      );
    }
    const skip = textList(params, 'ResourcesToSkip');
    assertSkippable(parts, stack, skip);
    const runsAs = actingRole(parts, params, ctx, stack.roleArn);
    useToken(parts.stacks, ctx, token, 'ContinueUpdateRollback');
    startRollback(
      parts,
      { ...stack, runsAs },
      {
        type: 'CONTINUE_ROLLBACK',
        phase: 'rollbackUpdate',
        status: 'UPDATE_ROLLBACK_IN_PROGRESS',
        token,
        skip,
      },
    );
    return {};
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export function rollbackStack(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const token = requestToken(params);
    assertFreshToken(parts.stacks, ctx, token);
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    const failedUpdate = stack.status === 'UPDATE_FAILED';
    if (!failedUpdate && stack.status !== 'CREATE_FAILED') {
      throw validationError(
        `RollbackStack cannot be called from current stack status: ${stack.status}`,
      );
    }
    const runsAs = actingRole(parts, params, ctx, stack.roleArn);
    useToken(parts.stacks, ctx, token, 'RollbackStack');
    const OperationId = startRollback(
      parts,
      { ...stack, runsAs },
      {
        type: 'ROLLBACK',
        phase: failedUpdate ? 'rollbackUpdate' : 'rollbackCreate',
        status: failedUpdate
          ? 'UPDATE_ROLLBACK_IN_PROGRESS'
          : 'ROLLBACK_IN_PROGRESS',
        token,
        skip: [],
      },
    );
    return { StackId: stack.id, OperationId };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export function updateTerminationProtection(
  parts: CloudFormationParts,
): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const stack = findActiveStack(parts.stacks, ctx, name);
    parts.stacks.put({
      ...stack,
      terminationProtection: flag(params, 'EnableTerminationProtection'),
    });
    return { StackId: stack.id };
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export function setStackPolicy(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const policy = requiredText(params, 'StackPolicyBody');
    checkPolicy(policy);
    const stack = findActiveStack(parts.stacks, ctx, name);
    parts.stacks.put({ ...stack, policy });
    return {};
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export function getStackPolicy(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const name = requiredText(params, 'StackName');
    const { policy } = findStack(parts.stacks, ctx, name);
    return { StackPolicyBody: policy };
  };
}

function assertSkippable(
  parts: CloudFormationParts,
  stack: StackRecord,
  skip: string[],
): void {
  const wrong = skip.filter(
    logicalId =>
      parts.stacks.resource(stack.id, logicalId)?.status !== 'UPDATE_FAILED',
  );
  if (wrong.length > 0) {
    throw validationError(
      `Stack [${
        stack.name
      }]: only resources in UPDATE_FAILED state can be skipped, not [${wrong.join(
        ', ',
      )}]`,
    );
  }
}

function startRollback(
  parts: CloudFormationParts,
  stack: StackRecord,
  how: {
    type: OperationType;
    phase: Phase;
    status: StackStatus;
    token: string | undefined;
    skip: string[];
  },
): string {
  const id = randomUUID();
  const next = parts.stacks.put({
    ...stack,
    status: how.status,
    statusReason: 'User Initiated',
    lastOperations: [{ type: how.type, id }],
    operation: {
      id,
      type: how.type,
      phase: how.phase,
      token: how.token,
      startedAt: new Date().toISOString(),
      previous: stack.interrupted?.previous,
      retain: [],
      skip: how.skip,
    },
  });
  recordEvent(parts.stacks, next, how.status, 'User Initiated');
  parts.engine.wake(stack.id);
  return id;
}
