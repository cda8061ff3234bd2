import type { ContextEntry } from '@aws-sdk/client-iam';
import type { IamCondition, IamPolicyDocument } from '../iam/IamDocument';

/** Requests of one statement for SimulatePrincipalPolicy. */
export interface Simulation {
  sid: string;
  actions: string[];
  /** Empty for actions that have no resources. */
  resources: string[];
  context: ContextEntry[];
}

/** What replaces a wildcard. */
const EXAMPLE = 'verify-account';

/**
 * The requests that a policy allows, one example for each combination of action and resource of each statement: a role with this
 * policy, or one that allows more, allows all of them.
 */
export function simulationsOf({ Statement }: IamPolicyDocument): Simulation[] {
  return Statement.map(({ Action, Condition = {}, Resource, Sid }) => ({
    sid: Sid,
    actions: Action,
    resources: Resource.filter(resource => resource !== '*').map(example),
    context: contextOf(Condition),
  }));
}

function contextOf(condition: IamCondition): ContextEntry[] {
  return Object.entries(condition).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([ContextKeyName, values]) => ({
      ContextKeyName,
      ContextKeyType: operator === 'Bool' ? 'boolean' : 'string',
      ContextKeyValues: [example([values].flat()[0])],
    })),
  );
}

function example(pattern: string): string {
  return pattern.replaceAll('*', EXAMPLE);
}
