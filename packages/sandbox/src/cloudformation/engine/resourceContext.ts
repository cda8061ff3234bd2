import { createHash } from 'node:crypto';
import { ResourceContext } from '../../resources/ResourceHandler';
import { StackRecord } from '../StackRecord';
import { EngineParts } from './EngineParts';

/** Identifies an object, its resource and the operation. */
export interface FaultTarget {
  logicalId: string;
  /** Generation: counts the objects created for this logical ID. */
  generation: number;
  operationId: string;
  signal: AbortSignal;
  initiated?(physicalId: string): void;
}

/** Builds the context that a handler receives. */
export function resourceContext(
  parts: EngineParts,
  stack: StackRecord,
  target: FaultTarget,
): ResourceContext {
  const { logicalId, generation, operationId, signal } = target;
  return {
    logicalId,
    stackName: stack.name,
    stackId: stack.id,
    region: stack.region,
    accountId: stack.accountId,
    tags: {
      ...stack.tags,
      'aws:cloudformation:stack-name': stack.name,
      'aws:cloudformation:stack-id': stack.id,
      'aws:cloudformation:logical-id': logicalId,
    },
    clientRequestToken: createHash('sha256')
      .update(`${operationId}/${logicalId}`)
      .digest('hex')
      .slice(0, 32),
    suffix: suffix(`${stack.id}/${logicalId}/${generation}`),
    signal,
    initiated: physicalId => target.initiated?.(physicalId),
    wait: seconds => parts.clock.wait(seconds, signal),
    world: parts.world(stack.accountId, stack.region),
    principal: stack.runsAs,
  };
}

function suffix(seed: string): string {
  const digest = createHash('sha256').update(seed).digest('hex');
  return BigInt(`0x${digest}`).toString(36).toUpperCase().slice(1, 13);
}
