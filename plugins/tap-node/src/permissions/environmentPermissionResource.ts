import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  EnvironmentRef,
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  Retention,
} from '@tap/plugin-tap-common';

/**
 * Resource of permission rules: an existing or requested environment.
 *
 * @public
 */
export interface EnvironmentCandidate extends EnvironmentRef {
  /** Full entity ref. */
  owner: string;
  retention: Retention;
}

/** Filter of a rule: one fact that must hold. @public */
export interface EnvironmentFilter {
  key: 'owner' | 'target' | 'retention';
  values: string[];
}

/**
 * Environments in the permission framework; tap-backend registers it with {@link environmentRules}.
 * Resource refs are `<target>/<suffix>`.
 *
 * @public
 */
export const environmentPermissionResourceRef = createPermissionResourceRef<
  EnvironmentCandidate,
  EnvironmentFilter
>().with({
  pluginId: 'tap',
  resourceType: RESOURCE_TYPE_TAP_ENVIRONMENT,
});

/** Resource ref of an environment in the permission framework. @public */
export function environmentResourceRef(ref: EnvironmentRef): string {
  return `${ref.target}/${ref.suffix}`;
}

/**
 * The inverse of {@link environmentResourceRef}.
 *
 * @returns undefined if the text is not a resource ref
 * @public
 */
export function parseEnvironmentResourceRef(
  resourceRef: string,
): EnvironmentRef | undefined {
  const [target, suffix, ...rest] = resourceRef.split('/');
  return target && suffix && rest.length === 0 ? { target, suffix } : undefined;
}
