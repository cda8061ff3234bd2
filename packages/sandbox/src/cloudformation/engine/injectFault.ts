import { FailResource } from '../../faults/Fault';
import { ResourceFailure } from '../../resources/ResourceHandler';
import { ResourceRecord } from '../StackRecord';
import { StackSession } from './StackSession';

/**
 * Fails if a scripted fault matches.
 *
 * @throws ResourceFailure with the fault's reason
 */
export async function injectFault(
  session: StackSession,
  { logicalId, type }: ResourceRecord,
  action: FailResource['action'],
  signal: AbortSignal,
): Promise<void> {
  const { parts, stack } = session;
  const fault = parts.faults.failure({
    stackName: stack.name,
    logicalId,
    type,
    action,
  });
  if (fault) {
    await parts.clock.wait(fault.afterSeconds ?? 0, signal);
    throw new ResourceFailure(fault.reason, fault.code);
  }
}
