import { parseEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  isOwnerRef,
  OWNER_RULE,
  REQUEST_TEMPLATE,
  TEARDOWN_TEMPLATE,
} from '@tap/plugin-tap-common';

const KEY = 'catalog.providers.tap.templates';

/** Names of the templates in the package. */
const PACKED_TEMPLATES = [REQUEST_TEMPLATE, TEARDOWN_TEMPLATE].map(
  ref => parseEntityRef(ref).name,
);

/** Which templates the catalog shows, and with which owner. */
export interface TemplateOptions {
  /** Names of templates. */
  names: string[];
  /** Entity ref of the owner. Without one, the templates have no owner. */
  owner?: string;
}

/**
 * Reads `catalog.providers.tap.templates` of app-config.
 *
 * @throws InputError naming the key, the rule and an example
 */
export function readTemplateOptions(config: Config): TemplateOptions {
  const isEnabled = config.getOptionalBoolean(`${KEY}.enabled`) ?? true;
  const included = config.getOptionalStringArray(`${KEY}.include`);
  const unknown = included?.find(name => !PACKED_TEMPLATES.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${KEY}.include: '${unknown}' must be one of ${PACKED_TEMPLATES.join(
        ', ',
      )}, for example [${PACKED_TEMPLATES[0]}]`,
    );
  }
  const owner = config.getOptionalString(`${KEY}.owner`);
  if (owner !== undefined && !isOwnerRef(owner)) {
    throw new InputError(
      `${KEY}.owner: '${owner}' must be ${OWNER_RULE}, for example group:default/platform`,
    );
  }
  return { names: isEnabled ? included ?? PACKED_TEMPLATES : [], owner };
}
