import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { tapPolicyDecision } from './tapPolicyDecision';
import { TapPolicyOptions } from './TapPolicyOptions';

/**
 * The default policy of TAP: {@link tapPolicyDecision} decides on the permissions that TAP depends on, and all others are
 * allowed.
 *
 * @public
 */
export class TapPermissionPolicy implements PermissionPolicy {
  static create(options: TapPolicyOptions): TapPermissionPolicy {
    return new TapPermissionPolicy(options);
  }

  private constructor(private readonly options: TapPolicyOptions) {}

  async handle(
    query: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return (
      tapPolicyDecision(query, user, this.options) ?? {
        result: AuthorizeResult.ALLOW,
      }
    );
  }
}
