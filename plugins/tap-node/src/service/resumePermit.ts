import { ConflictError } from '@backstage/errors';
import { Authorization, OperationPermit } from '../EnvironmentService';
import { OperationStanding } from '../TapEngine';

/**
 * Decides what a permit from an earlier run is good for now:
 *
 * ```
 *                                        its initiator             anyone else
 * current: only the end is left          the permit as it is       nothing
 * pending: CloudFormation is called      authorized again          nothing
 * superseded: another operation since    nothing                   nothing
 * ```
 *
 * @param permit - as it was kept
 * @param options.principal - who runs the operation now; undefined where nobody is signed in
 * @param options.standing - reads how far the operation of the permit's token is
 * @param options.authorize - authorizes the operation for the present principal
 * @returns the authorization to continue with under the permit's token; undefined where a new one is needed, under a new
 *   token
 * @throws what `authorize` and `standing` throw; ConflictError where another stack has the name since
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
    // Another runner of the same task may have begun the operation since, which is then what stands in the way.
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
