import {
  EnvironmentRef,
  stackName,
  systemName,
  systemRef,
} from '@tap/plugin-tap-common';
import type { EnvironmentService } from '@tap/plugin-tap-node';

/** Names of an environment that are known before it exists. */
export interface EnvironmentNames extends EnvironmentRef {
  isDefaultTarget: boolean;
  stackName: string;
  /** Entity ref of its System. */
  entityRef: string;
  /** Path of its page in the portal. */
  environmentUrl: string;
}

/**
 * Names the environment that an input speaks of, on the default target where it names none.
 *
 * @param input - a parsed input
 * @param environments - knows the targets
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
