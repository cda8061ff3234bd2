import { Authorizer } from '../../iam/Authorizer';
import { Denial } from '../../iam/Denial';
import { IamRequest, RoleSession } from '../../iam/IamRequest';
import { World } from '../World';
import { resourcePolicyOf } from './resourcePolicyOf';

/**
 * Evaluates a request: the policies of the role must allow it, and so must the policy of the object if it has one.
 *
 * @returns undefined if it is allowed
 */
export function checkRequest(
  iam: Authorizer,
  { principal, world }: { principal?: RoleSession; world: World },
  request: IamRequest,
): Denial | undefined {
  const denial = iam.check(principal, request);
  if (denial || !principal) {
    return denial;
  }
  const policy = resourcePolicyOf(world, request.resource);
  return policy && iam.resourcePolicies.check(principal, request, policy);
}
