import {
  parseOperation,
  type OperationName,
  type ResourceProgress,
} from '@tap/plugin-tap-common';
import { randomUUID } from 'node:crypto';
import type { Target } from '../../src/config';
import type { TapEngine } from '../../src/TapEngine';
import type { Life, LifeEvent } from './LifeReport';

const OWNER = 'user:default/verify-account';

/** The operations of a life, in order, each with its input. */
const OPERATIONS: Array<[OperationName, (suffix: string) => object]> = [
  ['deploy', () => ({ expiresIn: '1d' })],
  ['extend', () => ({ expiresIn: '2d' })],
  ['teardown', suffix => ({ confirm: suffix })],
];

/**
 * Creates an environment, changes it and tears it down. If an operation fails, what exists is torn down.
 *
 * @param speed - how much faster than real time the account is: 1 for AWS
 */
export async function runLife(
  engine: TapEngine,
  target: Target,
  environment: { suffix: string; size: string; speed?: number },
): Promise<Life> {
  const { size, suffix, speed = 1 } = environment;
  const life: Life = { operations: [], events: [] };
  const run = async (operation: OperationName, more: object) => {
    const startedAt = Date.now();
    const secondsUntil = (time: number) =>
      Math.round(((time - startedAt) / 1000) * speed);
    const request = parseOperation(operation, {
      suffix,
      target: target.name,
      ...more,
    });
    const options = {
      token: randomUUID(),
      requestedBy: OWNER,
      owner: OWNER,
      createOnly: true,
    };
    for await (const event of engine.run(operation, request, options)) {
      if (event.type === 'resource') {
        const { timestamp } = event;
        life.events.push(
          lifeEvent(operation, event, secondsUntil(Date.parse(timestamp))),
        );
      }
    }
    life.operations.push({ operation, seconds: secondsUntil(Date.now()) });
  };
  const deploy = { size, retention: 'destroy' };
  try {
    for (const [operation, input] of OPERATIONS) {
      await run(operation, {
        ...(operation === 'deploy' && deploy),
        ...input(suffix),
      });
    }
  } catch (error) {
    life.failure = (error as Error).message;
    if (await engine.get({ suffix, target: target.name })) {
      await run('teardown', { confirm: suffix }).catch(failure => {
        life.failure += `; the teardown failed, too: ${failure.message}`;
      });
    }
  }
  return life;
}

function lifeEvent(
  operation: string,
  { logicalId, reason, resourceType, status }: ResourceProgress,
  seconds: number,
): LifeEvent {
  return { operation, logicalId, resourceType, status, reason, seconds };
}
