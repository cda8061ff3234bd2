import { RootConfigService } from '@backstage/backend-plugin-api';

/** Options of {@link tapPolicyDecision}. @public */
export interface TapPolicyOptions {
  /** Full entity refs of the users and groups that administer TAP; not case-sensitive. */
  admins: string[];
  /** Whether users may create environments for any owner. Default: false. */
  createForOthers?: boolean;
}

/**
 * Reads the options from app-config.
 *
 * @param config - the root configuration: `tap.admins` and `tap.permissions`
 * @throws an error of the configuration reader if a value has a wrong type
 * @public
 */
export function readTapPolicyOptions(
  config: RootConfigService,
): TapPolicyOptions {
  return {
    admins: config.getOptionalStringArray('tap.admins') ?? [],
    createForOthers: config.getOptionalBoolean(
      'tap.permissions.createForOthers',
    ),
  };
}
