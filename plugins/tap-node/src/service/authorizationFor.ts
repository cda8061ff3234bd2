import { ConflictError } from '@backstage/errors';
import {
  Environment,
  isInProgress,
  OperationName,
} from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';
import { Initiator } from './Initiator';

/**
 * The authorization of one operation on one environment.
 *
 * @internal
 */
export function authorizationFor(
  operation: OperationName,
  initiator: Initiator,
  environment: {
    suffix: string;
    target: string;
    owner: string;
    stackId?: string;
  },
): Authorization {
  const { suffix, target, owner, stackId } = environment;
  return {
    operation,
    suffix,
    target,
    initiator: initiator.ref,
    owner,
    ownershipRefs: initiator.ownershipRefs,
    ...(stackId && { stackId }),
  };
}

/**
 * @throws ConflictError while CloudFormation works on the environment
 * @internal
 */
export function assertAtRest(environment: Environment): void {
  if (isInProgress(environment.stackStatus)) {
    throw new ConflictError(
      `suffix: '${environment.suffix}' is in state ${environment.stackStatus}: another operation is under way, and nothing was done. Wait until it has ended and try again.`,
    );
  }
}
