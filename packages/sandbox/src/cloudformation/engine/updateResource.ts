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
  const checkedAsReplacement =
    replaces ||
    (difference.conditional &&
      parts.readings.conditionalReplacement === 'replace');
  const denied = deniedByPolicy(
    stack,
    next,
    checkedAsReplacement ? 'Update:Replace' : 'Update:Modify',
  );
  const rejection =
    denied ??
    (replaces
      ? takenName(session, next, wanted.properties, signal)
      : undefined);
  if (rejection !== undefined) {
    session.resourceEvent(
      { ...next, attempted: undefined },
      'UPDATE_FAILED',
      rejection,
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

/**
 * Why an object cannot be replaced: the new one would have the same name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
function takenName(
  { parts, stack, operationId }: StackSession,
  { logicalId, type, generation, previous }: ResourceRecord,
  properties: Record<string, unknown>,
  signal: AbortSignal,
): string | undefined {
  const { physicalId } = previous!;
  const planned = parts.handlers.get(type).plannedId(
    resourceContext(parts, stack, {
      logicalId,
      generation,
      operationId,
      signal,
    }),
    properties,
  );
  return planned === physicalId
    ? `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`
    : undefined;
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
