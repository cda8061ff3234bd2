import { Environment, EnvironmentOptions } from '@tap/plugin-tap-common';
import { targetOf } from '../hooks/useOptions';

/**
 * List price of an environment, by its size, read replicas and egress.
 *
 * @returns US dollars a month; undefined if it is not known
 */
export function environmentPrice(
  environment: Environment,
  options: EnvironmentOptions | undefined,
): number | undefined {
  const size = targetOf(options, environment.target)?.sizes.find(
    ({ name }) => name === environment.size,
  );
  const { egress = 'nat-gateway', readReplicas = size?.readReplicas } =
    environment;
  return size?.prices.find(
    price => price.egress === egress && price.readReplicas === readReplicas,
  )?.monthlyUsd;
}
