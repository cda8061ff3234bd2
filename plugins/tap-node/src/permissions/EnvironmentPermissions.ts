import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  lowerCaseRef,
  RESOURCE_TYPE_TAP_ENVIRONMENT,
} from '@tap/plugin-tap-common';
import { EnvironmentCandidate } from './environmentPermissionResource';
import { environmentRules } from './rules';

type EnvironmentPermission = ResourcePermission<
  typeof RESOURCE_TYPE_TAP_ENVIRONMENT
>;

/**
 * Authorizes with the permission framework, and applies the conditions of a policy to environments: one request for any
 * number of them, including those that do not exist yet.
 */
export class EnvironmentPermissions {
  private readonly isAllowed = createConditionAuthorizer<EnvironmentCandidate>({
    getRuleByName: name => {
      const rule = Object.values(environmentRules).find(r => r.name === name);
      if (!rule) {
        throw new NotAllowedError(
          `The permission policy uses an unknown rule for environments: ${name}; the rules are ${Object.values(
            environmentRules,
          )
            .map(r => r.name)
            .join(', ')}`,
        );
      }
      return rule as any;
    },
  });

  constructor(private readonly permissions: PermissionsService) {}

  /** The candidates for which the permission is granted. */
  async filter<T extends EnvironmentCandidate>(
    permission: EnvironmentPermission,
    candidates: T[],
    credentials: BackstageCredentials,
  ): Promise<T[]> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return candidates.filter(candidate => this.isAllowed(decision, candidate));
  }

  /** Whether the permission is granted for one candidate. */
  async grants(
    permission: EnvironmentPermission,
    candidate: EnvironmentCandidate,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const allowed = await this.filter(permission, [candidate], credentials);
    return allowed.length > 0;
  }

  /**
   * @param what - what is denied, for the message
   * @throws NotAllowedError
   */
  async require(
    permission: EnvironmentPermission,
    candidate: EnvironmentCandidate,
    credentials: BackstageCredentials,
    what: string,
  ): Promise<void> {
    if (!(await this.grants(permission, candidate, credentials))) {
      throw notAllowed(
        permission,
        what,
        `The owner is ${lowerCaseRef(candidate.owner)}.`,
      );
    }
  }
}

/**
 * The error for a denied permission.
 *
 * @param what - what is denied, as a verb with its object
 * @param advice - a sentence on who may do it, or what is allowed instead
 */
export function notAllowed(
  permission: EnvironmentPermission,
  what: string,
  advice: string,
): NotAllowedError {
  return new NotAllowedError(
    `You may not ${what} (permission ${permission.name}); nothing was done. ${advice}`,
  );
}
