import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { templateDryRunPermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  readTapPolicyOptions,
  tapPolicyDecision,
  TapPolicyOptions,
} from '@tap/plugin-permission-backend-module-tap';

/** TAP's decisions, and one of your own. */
class OwnPolicy implements PermissionPolicy {
  constructor(private readonly options: TapPolicyOptions) {}

  async handle(
    query: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return tapPolicyDecision(query, user, this.options) ?? this.decide(query);
  }

  /** Your decisions on all other permissions. */
  private decide({ permission }: PolicyQuery): PolicyDecision {
    return isPermission(permission, templateDryRunPermission)
      ? { result: AuthorizeResult.DENY }
      : { result: AuthorizeResult.ALLOW };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'own-policy',
  register({ registerInit }) {
    registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(new OwnPolicy(readTapPolicyOptions(config)));
      },
    });
  },
});
