import { ConflictError } from '@backstage/errors';
import { StackSize } from '../stackModule';
import { Target } from './Target';

/**
 * What a size means on a target.
 *
 * @throws ConflictError if neither the stack module nor app-config has it any longer, as for an environment that was created
 *   with a size which has been removed since
 *
 * @public
 */
export function sizeOf(target: Target, name: string): StackSize {
  if (!Object.hasOwn(target.sizeSpecs, name)) {
    throw new ConflictError(
      `size: app-config and the stack module no longer have the size '${name}'; nothing was done. Choose another one, for example size: ${target.defaultSize}, or have '${name}' added under tap.sizes.`,
    );
  }
  return target.sizeSpecs[name];
}

/**
 * What a size means for an environment, which can have fewer read replicas.
 *
 * @throws ConflictError like {@link sizeOf}
 */
export function environmentSize(
  target: Target,
  { readReplicas, size }: { size: string; readReplicas?: number },
): StackSize {
  const spec = sizeOf(target, size);
  return readReplicas === undefined ? spec : { ...spec, readReplicas };
}
