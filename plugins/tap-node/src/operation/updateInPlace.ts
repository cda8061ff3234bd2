import { Parameter, Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { stackName } from '@tap/plugin-tap-common';
import { isNamed, isValidationError } from '../aws/awsErrors';
import { updateEndRule } from '../watch';
import { CAPABILITIES } from './capabilities';
import { OperationCancelledError, StackOperationError } from './errors';
import { followOperation, OperationEnd } from './followOperation';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';
import { stackIsHealthy, describeCause } from './describeCause';
import { stepToken } from './tokens';

/** CloudFormation's message if there are no changes. */
const NO_UPDATES = /no updates are to be performed/i;

/** How the error of a failed update reads, if it is not about the settings of the environment. */
export interface UpdateFailureTexts {
  /** What failed, as a sentence. */
  what: string;
  /** What is left after the rollback, and what to do next, as sentences. */
  rolledBack: string;
}

/**
 * Updates a stack directly, with its current template and other parameters, or with a given template.
 *
 * @param change.token - of this update
 * @param change.onAccepted - called once CloudFormation has accepted it
 * @returns the stack after the update; the given one if there were no changes
 * @throws StackOperationError if it failed and was rolled back, OperationCancelledError if it was cancelled
 */
export async function updateInPlace(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  change: {
    token: string;
    templateBody?: string;
    parameters: Record<string, string>;
    onAccepted?: () => void;
    failure?: UpdateFailureTexts;
  },
): Promise<Stack> {
  try {
    await runtime.stacks.update({
      StackName: stack.StackId!,
      ...(change.templateBody
        ? { TemplateBody: change.templateBody }
        : { UsePreviousTemplate: true }),
      Parameters: parameters(stack, change.parameters),
      Capabilities: CAPABILITIES,
      ClientRequestToken: change.token,
      RoleARN: runtime.target.serviceRoleArn,
    });
  } catch (error) {
    if (isValidationError(error) && NO_UPDATES.test(error.message)) {
      return stack;
    }
    if (isValidationError(error)) {
      throw new ConflictError(
        `CloudFormation rejected the change: ${error.message}. The environment is unchanged.`,
      );
    }
    if (!isNamed(error, 'TokenAlreadyExistsException')) {
      throw error;
    }
  }
  change.onAccepted?.();
  return followUpdate(runtime, operation, {
    stack,
    token: change.token,
    before: stack,
    failure: change.failure,
  });
}

/**
 * Follows an update to its end.
 *
 * @param update.token - undefined if another user started it
 * @param update.before - the stack before it; undefined if the update was already in progress
 * @returns the stack afterwards
 * @throws StackOperationError if it failed and was rolled back, OperationCancelledError if it was cancelled
 */
export async function followUpdate(
  runtime: TargetRuntime,
  operation: Operation,
  update: {
    stack: Stack;
    token: string | undefined;
    before: Stack | undefined;
    failure?: UpdateFailureTexts;
  },
): Promise<Stack> {
  const { stack, token, before } = update;
  const stackId = stack.StackId!;
  const end = await followOperation(runtime, operation, {
    scope: { stackId, token },
    rule: updateEndRule(before),
    cancel: () => cancelUpdate(runtime, operation, stackId),
  });
  if (!stackIsHealthy(end.stack)) {
    const failure = updateFailure(runtime, operation, end, update.failure);
    // A cancelled creation ends with the deletion of its stack.
    if (!(operation.kind === 'create' && isCancellation(failure))) {
      operation.ended(end.stack ?? stack);
    }
    throw failure;
  }
  return end.stack;
}

function isCancellation(error: Error): boolean {
  return error instanceof OperationCancelledError;
}

/**
 * Cancels an update, so that CloudFormation rolls it back. Only an update in progress can be cancelled, not its clean-up
 * or rollback: this is reported.
 */
export async function cancelUpdate(
  runtime: TargetRuntime,
  operation: Operation,
  stackId: string,
): Promise<void> {
  try {
    await runtime.stacks.cancelUpdate(
      stackId,
      stepToken(operation.token, 'cancel'),
    );
    operation.notice(
      'Cancelling: CloudFormation rolls the update back. RDS does not revert larger storage or a newer engine version.',
    );
  } catch (error) {
    if (isNamed(error, 'TokenAlreadyExistsException')) {
      // The response to an earlier attempt was lost.
      return;
    }
    if (!isValidationError(error)) {
      throw error;
    }
    operation.notice(
      'The update can no longer be cancelled: CloudFormation is finishing it.',
    );
  }
}

function updateFailure(
  { target }: TargetRuntime,
  operation: Operation,
  end: OperationEnd,
  texts: UpdateFailureTexts | undefined,
): Error {
  const { suffix } = operation.ref;
  const status = end.stack?.StackStatus;
  if (operation.signal.aborted && status === 'UPDATE_ROLLBACK_COMPLETE') {
    return new OperationCancelledError(
      `The change of '${suffix}' was cancelled and rolled back: the environment is unchanged, except for larger storage or a newer engine version, which RDS does not revert.`,
    );
  }
  return new StackOperationError(
    [
      texts?.what ?? `'${suffix}' could not be changed.`,
      describeCause(end, target),
      status === 'UPDATE_ROLLBACK_COMPLETE' && texts
        ? texts.rolledBack
        : whatIsLeft(suffix, status),
    ].join(' '),
  );
}

function whatIsLeft(suffix: string, status: string | undefined): string {
  switch (status) {
    case 'UPDATE_ROLLBACK_COMPLETE':
      return 'The change was rolled back, and the environment is unchanged. Correct the cause and try again.';
    case undefined:
    case 'DELETE_COMPLETE':
      return 'The stack was deleted in the meantime.';
    default:
      return `The stack ${stackName(
        suffix,
      )} is in state ${status}: its rollback failed. Choose "Continue update rollback" in the CloudFormation console, or tear down the environment.`;
  }
}

function parameters(
  stack: Stack,
  changed: Record<string, string>,
): Parameter[] {
  const unchanged = (stack.Parameters ?? [])
    .map(parameter => parameter.ParameterKey!)
    .filter(key => !(key in changed))
    .map(key => ({ ParameterKey: key, UsePreviousValue: true }));
  const set = Object.entries(changed).map(([key, value]) => ({
    ParameterKey: key,
    ParameterValue: value,
  }));
  return [...unchanged, ...set];
}
