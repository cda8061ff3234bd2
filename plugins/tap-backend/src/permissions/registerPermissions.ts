import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  tapEnvironmentPermissions,
  tapSetupReadPermission,
} from '@tap/plugin-tap-common';
import {
  EnvironmentCandidate,
  EnvironmentService,
  environmentPermissionResourceRef,
  environmentRules,
  parseEnvironmentResourceRef,
} from '@tap/plugin-tap-node';

/**
 * Registers the permissions of TAP, those on environments with their rules and a resource loader, so that the permission
 * framework can apply the conditions of a policy.
 */
export function registerPermissions(
  registry: PermissionsRegistryService,
  environments: EnvironmentService,
): void {
  registry.addResourceType({
    resourceRef: environmentPermissionResourceRef,
    permissions: tapEnvironmentPermissions,
    rules: Object.values(environmentRules),
    getResources: refs => findCandidates(refs, environments),
  });
  registry.addPermissions([tapSetupReadPermission]);
}

async function findCandidates(
  resourceRefs: string[],
  environments: EnvironmentService,
): Promise<Array<EnvironmentCandidate | undefined>> {
  const known = new Set(environments.targetNames());
  const refs = resourceRefs.map(parseEnvironmentResourceRef);
  const targets = new Set(
    refs.flatMap(ref => (ref && known.has(ref.target) ? [ref.target] : [])),
  );
  // One listing per target instead of one call per environment.
  const listed = await Promise.all(
    [...targets].map(target => environments.listAll(target)),
  );
  const candidates = listed.flat();
  return refs.map(ref =>
    candidates.find(
      candidate =>
        candidate.target === ref?.target && candidate.suffix === ref.suffix,
    ),
  );
}
