import { SizeOption } from './api';
import { Environment } from './environment';

/**
 * List price of an environment, by its read replicas and egress, and whether its database is stopped.
 *
 * @param size - the size of the environment on its target; undefined if the target does not offer it
 * @returns US dollars a month; undefined if it is not known
 * @public
 */
export function environmentPrice(
  environment: Environment,
  size: Pick<SizeOption, 'prices' | 'readReplicas'> | undefined,
): number | undefined {
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
