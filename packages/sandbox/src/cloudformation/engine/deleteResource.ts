import { DeletionPolicy } from '../template/Template';
import { Phase, ResourceRecord } from '../StackRecord';
import { rethrowClosing } from './createResource';
import { failureReason } from './failureReason';
import { injectFault } from './injectFault';
import { resourceContext } from './resourceContext';
import { StackSession } from './StackSession';

const CANCELLED = 'Resource deletion cancelled';

/** An object to delete, and under which conditions. */
export interface Removal {
  policy: DeletionPolicy;
  /** Whether the operation that created it is being rolled back. */
  rollback: boolean;
}

/** The object to delete; not necessarily the current object of the resource. */
export interface PhysicalObject {
  physicalId: string;
  generation: number;
  /** Absent if it was never complete. */
  properties?: Record<string, unknown>;
}

/**
 * Deletes or keeps a resource according to its deletion policy, and records the
 * events.
 *
 * @returns false on failure; the record and the event contain the reason
 */
export async function deleteResource(
  session: StackSession,
  logicalId: string,
  phase: Phase,
  removal: Removal,
): Promise<boolean> {
  const record = session.resource(logicalId)!;
  if (isGone(record)) {
    return true;
  }
  if (isKept(removal) && record.physicalId !== undefined) {
    session.resourceEvent(record, 'DELETE_SKIPPED');
    return true;
  }
  const started = begin(session, record, phase);
  if (started.status === 'DELETE_FAILED') {
    return false;
  }
  try {
    if (record.physicalId !== undefined) {
      await deletePhysical(session, record, removal);
    }
    session.resourceEvent(session.resource(logicalId)!, 'DELETE_COMPLETE');
    return true;
  } catch (error) {
    rethrowClosing(session, error);
    session.resourceEvent(
      session.resource(logicalId)!,
      'DELETE_FAILED',
      session.signal.aborted ? CANCELLED : failureReason(error),
    );
    return false;
  }
}

/** Whether the resource has no object left in the stack. */
export function isGone({ status }: ResourceRecord): boolean {
  return status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';
}

/**
 * Whether the deletion policy keeps the object.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function isKept({ policy, rollback }: Removal): boolean {
  return (
    policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !rollback)
  );
}

/** Calls the handler to delete the object, with a final snapshot if required. */
export async function deletePhysical(
  session: StackSession,
  record: ResourceRecord,
  { policy }: Removal,
  object: PhysicalObject = {
    physicalId: record.physicalId!,
    generation: record.generation,
    properties: record.current?.properties,
  },
): Promise<void> {
  const { parts, signal } = session;
  const handler = parts.handlers.get(record.type);
  const { physicalId, properties = {} } = object;
  const ctx = resourceContext(parts, session.stack, {
    logicalId: record.logicalId,
    generation: object.generation,
    operationId: session.operationId,
    signal,
  });
  await injectFault(session, record, 'delete', signal);
  const wasComplete = object.properties !== undefined;
  if (policy === 'Snapshot' && wasComplete && handler.snapshot) {
    await handler.snapshot(ctx, physicalId, properties);
  } else {
    await handler.delete(ctx, physicalId, properties);
  }
  rethrowClosing(session, undefined);
}

function begin(
  session: StackSession,
  record: ResourceRecord,
  phase: Phase,
): ResourceRecord {
  const { operationId } = session;
  const touched = { operationId, phase };
  const resumed =
    record.touched.operationId === operationId &&
    record.touched.phase === phase &&
    record.status.startsWith('DELETE_');
  return resumed
    ? record
    : session.resourceEvent({ ...record, touched }, 'DELETE_IN_PROGRESS');
}
