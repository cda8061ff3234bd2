import { ConflictError } from '@backstage/errors';
import { Authorization, OperationPermit } from '../EnvironmentService';
import { OperationStanding } from '../TapEngine';

/**
 * Decides how a permit from an earlier run can be used:
 *
 * ```
 *                                        its initiator             anyone else
 * current: only the end is left          the permit as it is       nothing
 * pending: CloudFormation is called      authorized again          nothing
 * superseded: another operation since    nothing                   nothing
 * ```
 *
 * @param permit - as it was kept
 * @param options.principal - the current caller; undefined if no user is signed in
 * @param options.standing - reads the state of the operation of the permit's token
 * @param options.authorize - authorizes the operation for the current principal
 * @returns the authorization to continue with under the permit's token; undefined if a new one is needed, with a new
 *   token
 * @throws the errors of `authorize` and `standing`; ConflictError if another stack has taken the name
 */
export async function resumePermit(
  permit: Pick<OperationPermit, 'authorization'>,
  options: {
    principal: string | undefined;
    standing: () => Promise<OperationStanding>;
    authorize: () => Promise<Authorization>;
  },
): Promise<Authorization | undefined> {
  const { principal, standing, authorize } = options;
  const { authorization } = permit;
  if (principal !== authorization.initiator) {
    return undefined;
  }
  switch (await standing()) {
    case 'current':
      return authorization;
    case 'superseded':
      return undefined;
    default:
  }
  try {
    const renewed = await authorize();
    assertSameStack(authorization, renewed);
    return renewed;
  } catch (error) {
    // The conflict can be the operation itself, if another runner of the same task has started it in the meantime.
    if ((await standing()) === 'current') {
      return authorization;
    }
    throw error;
  }
}

function assertSameStack(before: Authorization, now: Authorization): void {
  if (before.stackId !== now.stackId) {
    throw new ConflictError(
      `suffix: the environment '${
        before.suffix
      }' has changed since the request: it was ${
        before.stackId ? 'torn down' : 'created'
      } in the meantime; nothing was done. Check the environment, then request the operation again.`,
    );
  }
}
