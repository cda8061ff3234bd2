import { validationError } from '../validationError';
import { Scope, StackStore } from '../StackStore';
import { StackRecord } from '../StackRecord';

/**
 * A stack by name (the living one) or by ARN (also a deleted one).
 *
 * @throws AwsError `ValidationError` where there is none
 */
export function findStack(
  stacks: StackStore,
  scope: Scope,
  nameOrId: string,
): StackRecord {
  const stack = stacks.find(scope, nameOrId);
  if (!stack) {
    throw doesNotExist(nameOrId);
  }
  return stack;
}

/** As {@link findStack}, but a deleted stack counts as none. */
export function findLivingStack(
  stacks: StackStore,
  scope: Scope,
  nameOrId: string,
): StackRecord {
  const stack = findStack(stacks, scope, nameOrId);
  if (stack.status === 'DELETE_COMPLETE') {
    throw doesNotExist(nameOrId);
  }
  return stack;
}

/** The words that SDKs and tools look for. */
export function doesNotExist(nameOrId: string, sayName = false) {
  return validationError(
    sayName
      ? `Stack with id ${nameOrId} does not exist`
      : `Stack [${nameOrId}] does not exist`,
  );
}
