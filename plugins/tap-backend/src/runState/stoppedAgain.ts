import { Environment, OperationRecord } from '@tap/plugin-tap-common';
import { randomUUID } from 'node:crypto';

/**
 * The record of a repeated stop for the history. It changes nothing in CloudFormation, so the environment service publishes none.
 *
 * @param environment - after the stop
 * @param stop.initiator - `service:<subject>`
 */
export function stoppedAgain(
  environment: Environment,
  stop: { initiator: string; startedAt: Date; endedAt: Date },
): OperationRecord {
  const { stackId, suffix, target } = environment;
  return {
    id: `tap-stop-again-${randomUUID()}`,
    target,
    suffix,
    stackId,
    operation: 'update',
    initiator: stop.initiator,
    plan: [
      'Database: stopped again, because it was running. Amazon RDS starts a database that has been stopped for seven days',
    ],
    startedAt: stop.startedAt.toISOString(),
    endedAt: stop.endedAt.toISOString(),
    outcome: 'succeeded',
    environment,
    removed: [],
    kept: [],
  };
}
