import { Operation } from '../../protocol/ServiceOperations';
import { changesOutputs, computeChanges } from '../changes/computeChanges';
import { checkPolicy } from '../stackPolicy';
import { validationError } from '../validationError';
import { beginUpdate, assertSameTypes, assertUpdatable } from './beginUpdate';
import { CloudFormationParts } from './CloudFormationParts';
import { findActiveStack } from './findStack';
import { flag, optionalText, requestToken, requiredText } from './params';
import { readDefinition } from './readDefinition';
import { assertFreshToken, useToken } from './tokens';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export function updateStack(parts: CloudFormationParts): Operation {
  return async (params, ctx) => {
    const nameOrId = requiredText(params, 'StackName');
    const token = requestToken(params);
    const policy = optionalText(params, 'StackPolicyBody');
    const during = optionalText(params, 'StackPolicyDuringUpdateBody');
    [policy, during].forEach(body => body !== undefined && checkPolicy(body));
    assertFreshToken(parts.stacks, ctx, token);
    const found = findActiveStack(parts.stacks, ctx, nameOrId);
    assertUpdatable(found);
    const { definition } = await readDefinition(parts, params, ctx, found);
    const stack = findActiveStack(parts.stacks, ctx, found.id);
    assertUpdatable(stack);
    assertSameTypes(parts, stack, definition);
    const changes = computeChanges(parts, stack, definition);
    if (changes.length === 0 && !changesOutputs(stack, definition)) {
      throw validationError('No updates are to be performed.');
    }
    useToken(parts.stacks, ctx, token, 'UpdateStack');
    obsoleteChangeSets(parts, stack.id);
    const operationId = beginUpdate(parts, stack, definition, {
      token,
      policy,
      policyDuringUpdate: during,
      disableRollback: flag(params, 'DisableRollback'),
    });
    return { StackId: stack.id, OperationId: operationId };
  };
}

/** Existing change sets refer to the previous state of the stack. */
function obsoleteChangeSets(parts: CloudFormationParts, stackId: string): void {
  parts.stacks
    .changeSets(stackId)
    .filter(({ executionStatus }) => executionStatus === 'AVAILABLE')
    .forEach(changeSet =>
      parts.stacks.putChangeSet({ ...changeSet, executionStatus: 'OBSOLETE' }),
    );
}
