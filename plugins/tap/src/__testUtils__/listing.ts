import {
  Environment,
  EnvironmentList,
  environmentPrice,
  EnvironmentOptions,
  selectEnvironments,
  shortRef,
} from '@tap/plugin-tap-common';
import { TapApi } from '../api';
import { sampleOptions } from './samples';

/**
 * The list of a back end with some environments: filtered, sorted and page by page.
 *
 * @param list - what differs in the answer
 * @param options - have the prices and the refs of the user
 */
export function listing(
  environments: Environment[],
  list: Partial<EnvironmentList> = {},
  options: EnvironmentOptions = sampleOptions(),
): TapApi['listEnvironments'] {
  const sizes = options.targets.flatMap(target => target.sizes);
  return async query => ({
    readAt: {},
    isBeingRead: false,
    unreachable: [],
    ...selectEnvironments(environments, query, {
      ownershipRefs: options.ownershipRefs,
      ownerTitle: shortRef,
      monthlyUsd: environment =>
        environmentPrice(
          environment,
          sizes.find(({ name }) => name === environment.size),
        ),
      now: Date.now(),
    }),
    ...list,
  });
}
