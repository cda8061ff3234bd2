import { RootConfigService } from '@backstage/backend-plugin-api';

/** What {@link tapPolicyDecision} depends on besides the user. @public */
export interface TapPolicyOptions {
  /** Full entity refs, in any case, of the users and groups that are administrators of TAP. */
  admins: string[];
  /** Whether every user may create environments for any owner; false by default. */
  createForOthers?: boolean;
}

/**
 * Reads the options from app-config.
 *
 * @param config - the root configuration: `tap.admins` and `tap.permissions`
 * @throws an error of the configuration reader where a value has a wrong type
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
