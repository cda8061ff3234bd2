import { AwsError } from '../../protocol/AwsError';
import { Scope, StackStore } from '../StackStore';

/**
 * Rejects a client request token that has been used.
 *
 * @throws AwsError `TokenAlreadyExistsException`
 */
export function assertFreshToken(
  stacks: StackStore,
  scope: Scope,
  token: string | undefined,
): void {
  if (token !== undefined && stacks.hasToken(scope, token)) {
    throw new AwsError(
      'TokenAlreadyExistsException',
      `A client request token already exists: ${token}`,
    );
  }
}

/** Marks a client request token as used. */
export function useToken(
  stacks: StackStore,
  scope: Scope,
  token: string | undefined,
  operation: string,
): void {
  if (token !== undefined) {
    stacks.putToken(scope, token, operation);
  }
}
