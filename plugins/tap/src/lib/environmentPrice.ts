import { Environment, EnvironmentOptions } from '@tap/plugin-tap-common';
import { targetOf } from '../hooks/useOptions';

/**
 * List price of an environment, by its size, read replicas and egress, and whether its database is stopped.
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
  const {
    egress = 'nat-gateway',
    readReplicas = size?.readReplicas,
    status,
  } = environment;
  const price = size?.prices.find(
    each => each.egress === egress && each.readReplicas === readReplicas,
  );
  return status === 'stopped'
    ? price?.stoppedMonthlyUsd ?? price?.monthlyUsd
    : price?.monthlyUsd;
}
