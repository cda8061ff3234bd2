import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isSizeName, SIZE_NAME_RULE } from '@tap/plugin-tap-common';
import { LoadedStackModule, StackModule, StackSize } from '../stackModule';
import { checkSize } from './checkSize';

/** Sizes by name, from small to large. */
export type Sizes = Record<string, StackSize>;

/**
 * The sizes of all targets: those of the stack module, with what `tap.sizes` of app-config changes and adds.
 *
 * @throws InputError naming the key, the rule and an example
 */
export function readSizes(
  config: Config,
  { name: moduleName, module }: LoadedStackModule,
): Sizes {
  const key = `tap.stack.module '${moduleName}'`;
  if (!Object.hasOwn(module.sizes, module.defaultSize)) {
    throw new InputError(
      `${key}: defaultSize '${
        module.defaultSize
      }' must be one of sizes, for example ${Object.keys(module.sizes)[0]}`,
    );
  }
  const own = Object.entries(module.sizes).map(
    ([name, size]) =>
      [
        name,
        checkNamedSize(name, { ...size }, module, `${key}: sizes`),
      ] as const,
  );
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(
      overrides(config, 'tap.sizes').map(([name, override]) => [
        name,
        checkNamedSize(
          name,
          { ...ownSize(module.sizes, name), ...override },
          module,
          'tap.sizes',
        ),
      ]),
    ),
  };
}

/**
 * The sizes of one target: those of all targets, with what its `sizeOverrides` change.
 *
 * @param key - what to call the target in messages
 * @throws InputError naming the key, the rule and an example
 */
export function readTargetSizes(
  target: Config,
  sizes: Sizes,
  module: StackModule,
  key: string,
): Sizes {
  const changed = overrides(target, 'sizeOverrides').map(([name, override]) => {
    const size = ownSize(sizes, name);
    if (!size) {
      throw new InputError(
        `${key}: sizeOverrides.${name}: there is no such size; the sizes are ${Object.keys(
          sizes,
        ).join(
          ', ',
        )}. Add a size for all targets under tap.sizes, for example tap.sizes.${name}`,
      );
    }
    return [
      name,
      checkSize(
        { ...size, ...override },
        module,
        `${key}: sizeOverrides.${name}`,
      ),
    ];
  });
  return { ...sizes, ...Object.fromEntries(changed) };
}

function checkNamedSize(
  name: string,
  size: Record<string, unknown>,
  module: StackModule,
  key: string,
): StackSize {
  if (!isSizeName(name)) {
    throw new InputError(
      `${key}: the name of a size must be ${SIZE_NAME_RULE}, but there is '${name}'; for example ${module.defaultSize}`,
    );
  }
  return checkSize(size, module, `${key}.${name}`);
}

// Whole, because Config reads no key with a digit after a hyphen, which the name of a size can have.
function overrides(
  config: Config,
  key: string,
): Array<[string, Record<string, unknown>]> {
  return Object.entries(
    config.getOptional<Record<string, Record<string, unknown>>>(key) ?? {},
  );
}

function ownSize(
  sizes: Readonly<Record<string, StackSize>>,
  name: string,
): StackSize | undefined {
  return Object.hasOwn(sizes, name) ? sizes[name] : undefined;
}
