import { ResourceFailure } from '../../resources/ResourceHandler';
import { resolveDynamicReferences } from './dynamicReferences';
import { demandRequired } from './demandRequired';
import { evaluate } from '../template/evaluate';
import { Phase, Physical, ResourceRecord } from '../StackRecord';
import { failureReason, SandboxClosing } from './failureReason';
import { injectFault } from './injectFault';
import { maskNoEcho } from './maskNoEcho';
import { resourceContext } from './resourceContext';
import { StackSession } from './StackSession';

const INITIATED = 'Resource creation Initiated';
const CANCELLED = 'Resource creation cancelled';

/**
 * Creates a resource and records its events.
 *
 * @param signal - aborted when another resource fails or another operation
 *   supersedes this one
 * @returns false on failure; the record and the event contain the reason
 */
export async function createResource(
  session: StackSession,
  logicalId: string,
  phase: Phase,
  signal: AbortSignal,
): Promise<boolean> {
  const record = begin(session, logicalId, phase);
  if (record.status === 'CREATE_COMPLETE') {
    return true;
  }
  if (record.status === 'CREATE_FAILED') {
    return false;
  }
  try {
    const physical = await createPhysical(session, record, signal, physicalId =>
      session.resourceEvent(
        { ...session.resource(logicalId)!, physicalId },
        'CREATE_IN_PROGRESS',
        INITIATED,
      ),
    );
    const made = session.resource(logicalId)!;
    session.resourceEvent(
      { ...made, physicalId: physical.physicalId, current: physical },
      'CREATE_COMPLETE',
    );
    return true;
  } catch (error) {
    rethrowClosing(session, error);
    session.resourceEvent(
      session.resource(logicalId)!,
      'CREATE_FAILED',
      signal.aborted ? CANCELLED : failureReason(error),
    );
    return false;
  }
}

/** Ends the walk without an event when the sandbox closes. */
export function rethrowClosing(session: StackSession, error: unknown): void {
  if (session.isClosing()) {
    throw new SandboxClosing('The sandbox is closing', { cause: error });
  }
}

/**
 * Calls the handler to create an object for the next generation of a record.
 *
 * @param initiated - called with the physical ID as soon as it is known
 */
export async function createPhysical(
  session: StackSession,
  record: ResourceRecord,
  signal: AbortSignal,
  initiated: (physicalId: string) => void,
): Promise<Physical> {
  const { parts, stack } = session;
  const handler = parts.handlers.get(record.type);
  const resource = session.template().Resources[record.logicalId];
  const properties = evaluateProperties(session, record.logicalId);
  let started = record.physicalId;
  const announce = (physicalId: string) => {
    if (started !== physicalId) {
      started = physicalId;
      initiated(physicalId);
    }
  };
  const ctx = resourceContext(parts, stack, {
    logicalId: record.logicalId,
    generation: record.generation,
    operationId: session.operationId,
    signal,
    initiated: announce,
  });
  await injectFault(session, record, 'create', signal);
  const resolved = await resolveDynamicReferences(
    properties,
    stack,
    parts.lookup,
  );
  demandRequired(record, resolved);
  handler.validate?.(resolved);
  const result = await handler.create(ctx, resolved);
  rethrowClosing(session, undefined);
  announce(result.physicalId);
  if (signal.aborted) {
    throw new ResourceFailure(CANCELLED);
  }
  return {
    physicalId: result.physicalId,
    attributes: result.attributes,
    generation: record.generation,
    properties,
    stackTags: stack.tags,
    metadata: resource.Metadata,
  };
}

/** The properties of a resource with intrinsic functions resolved. */
export function evaluateProperties(
  session: StackSession,
  logicalId: string,
): Record<string, unknown> {
  const { Properties = {} } = session.template().Resources[logicalId];
  return evaluate(Properties, session.scope()) as Record<string, unknown>;
}

/** The record with its first event, or the record of an interrupted run. */
function begin(
  session: StackSession,
  logicalId: string,
  phase: Phase,
): ResourceRecord {
  const existing = session.resource(logicalId);
  const { operationId } = session;
  if (existing?.touched.operationId === operationId) {
    return existing;
  }
  const { Type } = session.template().Resources[logicalId];
  const record: ResourceRecord = {
    logicalId,
    type: Type,
    status: 'CREATE_IN_PROGRESS',
    updatedAt: '',
    touched: { operationId, phase },
    createdBy: operationId,
    generation: (existing?.generation ?? 0) + 1,
    dependsOn: session.graph().get(logicalId) ?? [],
  };
  return session.resourceEvent(
    record,
    'CREATE_IN_PROGRESS',
    undefined,
    shownProperties(session, logicalId),
  );
}

/** The properties for the event; none if they do not resolve. */
export function shownProperties(
  session: StackSession,
  logicalId: string,
): Record<string, unknown> | undefined {
  try {
    return maskNoEcho(session, evaluateProperties(session, logicalId));
  } catch {
    return undefined;
  }
}
