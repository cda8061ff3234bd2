import {
  EnvironmentRef,
  stackName,
  systemName,
  systemRef,
} from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';

/** Names of an environment, known before it exists. */
export interface EnvironmentNames extends EnvironmentRef {
  isDefaultTarget: boolean;
  stackName: string;
  /** Entity ref of its System. */
  entityRef: string;
  /** Path of its page in the portal. */
  environmentUrl: string;
}

/**
 * Returns the names of the environment in an input. Without a target, the default target applies.
 *
 * @param input - the parsed input
 * @param environments - lists the targets
 */
export function environmentNames(
  input: { suffix: string; target?: string },
  environments: Pick<EnvironmentService, 'targetNames'>,
): EnvironmentNames {
  const [defaultTarget] = environments.targetNames();
  const target = input.target ?? defaultTarget;
  const ref = {
    suffix: input.suffix,
    target,
    isDefaultTarget: target === defaultTarget,
  };
  return {
    ...ref,
    stackName: stackName(input.suffix),
    entityRef: systemRef(ref),
    environmentUrl: `/catalog/default/system/${systemName(ref)}`,
  };
}
