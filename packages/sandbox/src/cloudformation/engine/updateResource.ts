import { Phase, Physical, ResourceRecord } from '../StackRecord';
import { deniedByPolicy } from '../stackPolicy';
import { changeOf, isChanged, ResourceDifference } from './changeOf';
import {
  createResource,
  evaluateProperties,
  createPhysical,
  shownProperties,
  rethrowClosing,
} from './createResource';
import { demandRequired } from './demandRequired';
import { isGone } from './deleteResource';
import { resolveDynamicReferences } from './dynamicReferences';
import { failureReason } from './failureReason';
import { injectFault } from './injectFault';
import { resourceContext } from './resourceContext';
import { StackSession } from './StackSession';

const REPLACEMENT =
  'Requested update requires the creation of a new physical resource; hence creating one.';
const CANCELLED = 'Resource update cancelled';

/**
 * Updates a resource to the template: creates it, changes it in place or
 * replaces it. A resource that does not change has no event.
 *
 * @returns false on failure; the record and the event contain the reason
 */
export async function updateResource(
  session: StackSession,
  logicalId: string,
  phase: Phase,
  signal: AbortSignal,
): Promise<boolean> {
  const record = session.resource(logicalId);
  const { operationId } = session;
  if (!record || isGone(record) || record.createdBy === operationId) {
    return createResource(session, logicalId, phase, signal);
  }
  const resumed = record.touched.operationId === operationId;
  if (resumed && record.status === 'UPDATE_COMPLETE') {
    return true;
  }
  if (resumed && record.status === 'UPDATE_FAILED') {
    return false;
  }
  try {
    return await change(session, record, phase, signal, resumed);
  } catch (error) {
    rethrowClosing(session, error);
    session.resourceEvent(
      session.resource(logicalId)!,
      'UPDATE_FAILED',
      signal.aborted ? CANCELLED : failureReason(error),
    );
    return false;
  }
}

async function change(
  session: StackSession,
  record: ResourceRecord,
  phase: Phase,
  signal: AbortSignal,
  resumed: boolean,
): Promise<boolean> {
  const { logicalId } = record;
  const { operationId, stack, parts } = session;
  const handler = parts.handlers.get(record.type);
  const before = record.previous ?? record.current!;
  const touched = { operationId, phase };
  const dependsOn = session.graph().get(logicalId) ?? [];
  const wanted = {
    properties: evaluateOrBegin(session, record, touched),
    stackTags: stack.tags,
    metadata: session.template().Resources[logicalId].Metadata,
  };
  const difference = changeOf(handler, before, wanted);
  if (!isChanged(difference)) {
    session.putResource({ ...record, dependsOn });
    return true;
  }
  const replaces = difference.createOnly.length > 0;
  let next: ResourceRecord = {
    ...record,
    touched,
    dependsOn,
    previous: before,
    attempted: wanted.properties,
    generation: before.generation + (replaces ? 1 : 0),
  };
  const denied = deniedByPolicy(
    stack,
    next,
    replaces ? 'Update:Replace' : 'Update:Modify',
  );
  if (denied !== undefined) {
    session.resourceEvent(
      { ...next, attempted: undefined },
      'UPDATE_FAILED',
      denied,
    );
    return false;
  }
  if (!resumed) {
    next = session.resourceEvent(
      next,
      'UPDATE_IN_PROGRESS',
      replaces ? REPLACEMENT : undefined,
      shownProperties(session, logicalId),
    );
  }
  const current = replaces
    ? await replace(session, next, signal)
    : await changeInPlace(session, next, difference, wanted, signal);
  session.resourceEvent(
    {
      ...session.resource(logicalId)!,
      current,
      physicalId: current.physicalId,
      attempted: undefined,
    },
    'UPDATE_COMPLETE',
  );
  return true;
}

/** Marks the resource as changed if its properties do not resolve. */
function evaluateOrBegin(
  session: StackSession,
  record: ResourceRecord,
  touched: ResourceRecord['touched'],
): Record<string, unknown> {
  try {
    return evaluateProperties(session, record.logicalId);
  } catch (error) {
    session.putResource({ ...record, touched, previous: record.current });
    throw error;
  }
}

async function replace(
  session: StackSession,
  record: ResourceRecord,
  signal: AbortSignal,
): Promise<Physical> {
  const fresh = { ...record, physicalId: record.replacement?.physicalId };
  return createPhysical(session, fresh, signal, physicalId => {
    session.resourceEvent(
      {
        ...session.resource(record.logicalId)!,
        physicalId,
        replacement: { physicalId, generation: record.generation },
      },
      'UPDATE_IN_PROGRESS',
      'Resource creation Initiated',
    );
  });
}

async function changeInPlace(
  session: StackSession,
  record: ResourceRecord,
  difference: ResourceDifference,
  wanted: Pick<Physical, 'properties' | 'stackTags' | 'metadata'>,
  signal: AbortSignal,
): Promise<Physical> {
  const { parts, stack } = session;
  const before = record.previous!;
  if (difference.properties.length === 0 && !difference.tags) {
    return { ...before, ...wanted };
  }
  const handler = parts.handlers.get(record.type);
  await injectFault(session, record, 'update', signal);
  const [properties, oldProperties] = await Promise.all([
    resolveDynamicReferences(wanted.properties, stack, parts.lookup),
    resolveDynamicReferences(before.properties, stack, parts.lookup).catch(
      () => before.properties,
    ),
  ]);
  demandRequired(record, properties);
  handler.validate?.(properties);
  const result = await handler.update(
    resourceContext(parts, stack, {
      logicalId: record.logicalId,
      generation: before.generation,
      operationId: session.operationId,
      signal,
    }),
    before.physicalId,
    properties,
    oldProperties,
  );
  rethrowClosing(session, undefined);
  const { physicalId } = result;
  if (physicalId !== before.physicalId) {
    const replacement = { physicalId, generation: before.generation };
    session.putResource({
      ...session.resource(record.logicalId)!,
      replacement,
    });
  }
  return { ...before, ...wanted, ...result };
}
