import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/AwsError';
import { Operation } from '../../protocol/ServiceOperations';
import { ChangeSetRecord } from '../changes/ChangeSetRecord';
import { recordEvent } from '../recordEvent';
import { StackRecord } from '../StackRecord';
import { beginUpdate, assertUpdatable } from './beginUpdate';
import { CloudFormationParts } from './CloudFormationParts';
import { findChangeSet } from './findChangeSet';
import { findActiveStack } from './findStack';
import { flag, optionalText, requestToken, requiredText } from './params';
import { assertFreshToken, useToken } from './tokens';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export function executeChangeSet(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const token = requestToken(params);
    assertFreshToken(parts.stacks, ctx, token);
    const changeSet = findChangeSet(
      parts,
      ctx,
      requiredText(params, 'ChangeSetName'),
      optionalText(params, 'StackName'),
    );
    assertExecutable(changeSet);
    const stack = findActiveStack(parts.stacks, ctx, changeSet.stackId);
    const disableRollback = flag(params, 'DisableRollback');
    if (changeSet.type === 'CREATE') {
      beginCreate(parts, stack, changeSet, token, disableRollback);
    } else {
      assertUpdatable(stack);
      beginUpdate(parts, stack, changeSet.definition, {
        token,
        changeSetId: changeSet.id,
        disableRollback:
          disableRollback || changeSet.onStackFailure === 'DO_NOTHING',
      });
    }
    useToken(parts.stacks, ctx, token, 'ExecuteChangeSet');
    deleteOthers(parts, changeSet);
    return {};
  };
}

function assertExecutable({
  id,
  status,
  executionStatus,
}: ChangeSetRecord): void {
  if (status !== 'CREATE_COMPLETE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${id}] cannot be executed in its current status of [${status}]`,
    );
  }
  if (executionStatus !== 'AVAILABLE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${id}] cannot be executed in its current execution status of [${executionStatus}]`,
    );
  }
}

function beginCreate(
  parts: CloudFormationParts,
  stack: StackRecord,
  changeSet: ChangeSetRecord,
  token: string | undefined,
  disableRollback: boolean,
): void {
  const id = randomUUID();
  const creating = parts.stacks.put({
    ...stack,
    ...changeSet.definition,
    changeSetId: changeSet.id,
    status: 'CREATE_IN_PROGRESS',
    statusReason: undefined,
    onFailure: disableRollback
      ? 'DO_NOTHING'
      : changeSet.onStackFailure ?? 'ROLLBACK',
    lastOperations: [{ type: 'CREATE_STACK', id }],
    operation: {
      id,
      type: 'CREATE_STACK',
      phase: 'create',
      token,
      startedAt: new Date().toISOString(),
      retain: [],
      skip: [],
    },
  });
  recordEvent(parts.stacks, creating, 'CREATE_IN_PROGRESS', 'User Initiated');
  parts.engine.wake(stack.id);
}

/** The other change sets refer to the previous state of the stack. */
function deleteOthers(
  parts: CloudFormationParts,
  changeSet: ChangeSetRecord,
): void {
  parts.stacks
    .changeSets(changeSet.stackId)
    .filter(({ id }) => id !== changeSet.id)
    .forEach(({ id }) => parts.stacks.removeChangeSet(id));
  parts.stacks.putChangeSet({
    ...changeSet,
    executionStatus: 'EXECUTE_COMPLETE',
  });
}
