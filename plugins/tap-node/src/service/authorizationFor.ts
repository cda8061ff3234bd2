import { OperationName } from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';
import { Initiator } from './Initiator';

/**
 * The authorization of one operation on one environment.
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
