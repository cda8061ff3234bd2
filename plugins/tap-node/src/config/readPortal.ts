import { Config } from '@backstage/config';
import { PORTAL_PATTERN } from '@tap/plugin-tap-common';
import { matching } from './matching';

/**
 * Reads the ID of this portal, which is in the tag `tap:portal` of every stack, from app-config.
 *
 * @returns `tap.portal`, `tap` by default
 * @throws InputError naming the key, the rule and an example
 * @public
 */
export function readPortal(config: Config): string {
  return matching(
    config.getOptionalString('tap.portal') ?? 'tap',
    new RegExp(PORTAL_PATTERN),
    'tap.portal',
    'at most 63 letters, digits, dots, hyphens or underscores, for example tap',
  );
}
