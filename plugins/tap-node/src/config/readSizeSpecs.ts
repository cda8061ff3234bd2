import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { SIZE_NAMES, SizeName } from '@tap/plugin-tap-common';
import { SIZES, SizeSpec } from '@tap/stack/sizes';

/**
 * What each size means: the stack's own table with a target's `sizeOverrides` on top.
 *
 * @param overrides - `sizeOverrides` of a target
 * @param key - what to call the target in messages
 * @throws InputError for a size or a field that does not exist, or a value of the wrong kind
 */
export function readSizeSpecs(
  overrides: Config | undefined,
  key: string,
): Record<SizeName, SizeSpec> {
  const unknown = overrides
    ?.keys()
    .find(name => !SIZE_NAMES.includes(name as SizeName));
  if (unknown) {
    throw new InputError(
      `${key}: sizeOverrides: there is no size '${unknown}'; the sizes are ${SIZE_NAMES.join(
        ', ',
      )}, for example sizeOverrides.small.storageGiB: 100`,
    );
  }
  return Object.fromEntries(
    SIZE_NAMES.map(name => [
      name,
      merge(
        SIZES[name],
        overrides?.getOptional<Record<string, unknown>>(name) ?? {},
        `${key}: sizeOverrides.${name}`,
      ),
    ]),
  ) as Record<SizeName, SizeSpec>;
}

function merge(
  spec: SizeSpec,
  override: Record<string, unknown>,
  key: string,
): SizeSpec {
  const fields = spec as unknown as Record<string, unknown>;
  for (const [field, value] of Object.entries(override)) {
    const example = fields[field];
    if (example === undefined) {
      throw new InputError(
        `${key}: no such field '${field}'; the fields are ${Object.keys(
          fields,
        ).join(', ')}`,
      );
    }
    if (typeof value !== typeof example) {
      throw new InputError(
        `${key}: ${field} must be a ${typeof example}, for example ${example}`,
      );
    }
  }
  return { ...spec, ...override };
}
