import type { IamCondition, IamPolicyDocument } from './IamDocument';

/** One action in one statement. */
export interface IamGrant {
  sid: string;
  action: string;
  resources: string[];
  /** The same for all grants with the same `sid`. */
  condition?: IamCondition;
}

/**
 * Makes a policy with one statement per `sid`. Statements, actions and resources are sorted.
 *
 * @throws Error if grants with the same `sid` have different conditions
 */
export function mergeGrants(grants: IamGrant[]): IamPolicyDocument {
  const sids = sorted(grants.map(({ sid }) => sid));
  return {
    Version: '2012-10-17',
    Statement: sids.map(sid => {
      const members = grants.filter(grant => grant.sid === sid);
      const [condition, ...others] = sorted(
        members.map(grant => JSON.stringify(grant.condition) ?? ''),
      );
      if (others.length > 0) {
        throw new Error(`The grants of ${sid} have different conditions`);
      }
      return {
        Sid: sid,
        Effect: 'Allow',
        Action: sorted(members.map(({ action }) => action)),
        Resource: sorted(members.flatMap(({ resources }) => resources)),
        ...(condition ? { Condition: JSON.parse(condition) } : {}),
      };
    }),
  };
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort();
}
