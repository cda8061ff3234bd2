import { validationError } from '../validationError';
import { Scope, StackStore } from '../StackStore';
import { StackRecord } from '../StackRecord';

/**
 * Finds a stack by name (not deleted) or by ARN (including deleted stacks).
 *
 * @throws AwsError `ValidationError` if it does not exist
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

/** As {@link findStack}, but a deleted stack counts as not found. */
export function findActiveStack(
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

/** The messages that SDKs and tools parse. */
export function doesNotExist(nameOrId: string, sayName = false) {
  return validationError(
    sayName
      ? `Stack with id ${nameOrId} does not exist`
      : `Stack [${nameOrId}] does not exist`,
  );
}
