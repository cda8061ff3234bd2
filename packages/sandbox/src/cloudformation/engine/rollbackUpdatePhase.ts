import { ResourceRecord } from '../StackRecord';
import { rethrowClosing } from './createResource';
import { isGone } from './deleteResource';
import { resolveDynamicReferences } from './dynamicReferences';
import { failureReason } from './failureReason';
import { injectFault } from './injectFault';
import { resourceContext } from './resourceContext';
import { StackSession } from './StackSession';
import { walk } from './walk';

/**
 * The reason that the CDK toolkit and users see when a rollback skips a
 * resource.
 */
export const SKIPPED_REASON =
  'Resource update skipped during continue update rollback';

/** Rolls back a failed or cancelled update, resource by resource. */
export async function rollbackUpdatePhase(
  session: StackSession,
): Promise<void> {
  const { operation } = session;
  const previous = operation.previous!;
  const { failed } = await walk(session.graph(previous), logicalId =>
    restore(session, logicalId),
  );
  if (session.superseded('rollbackUpdate')) {
    return;
  }
  if (failed.length > 0) {
    session.next(
      undefined,
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${failed.join(', ')}]. `,
      { interrupted: operation },
    );
  } else {
    session.next(
      'cleanupRollback',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      undefined,
      { ...previous, interrupted: undefined },
    );
  }
}

async function restore(
  session: StackSession,
  logicalId: string,
): Promise<boolean> {
  const record = session.resource(logicalId);
  if (!record || isGone(record) || !needsRestoring(record)) {
    return true;
  }
  const earlier = earlierResult(session, record);
  if (earlier !== undefined) {
    return earlier;
  }
  const before = record.previous ?? record.current!;
  const restored: ResourceRecord = {
    ...record,
    touched: { operationId: session.operationId, phase: 'rollbackUpdate' },
    current: before,
    physicalId: before.physicalId,
    generation: record.replacement?.generation ?? before.generation,
  };
  if (session.operation.skip.includes(logicalId)) {
    session.resourceEvent(restored, 'UPDATE_COMPLETE', SKIPPED_REASON);
    return true;
  }
  const started = session.resourceEvent(restored, 'UPDATE_IN_PROGRESS');
  try {
    await restorePrevious(session, { ...started, current: record.current });
    session.resourceEvent(
      { ...started, attempted: undefined },
      'UPDATE_COMPLETE',
    );
    return true;
  } catch (error) {
    rethrowClosing(session, error);
    session.resourceEvent(
      { ...started, attempted: record.attempted ?? record.current?.properties },
      'UPDATE_FAILED',
      failureReason(error),
    );
    return false;
  }
}

function needsRestoring({ previous, status }: ResourceRecord): boolean {
  return previous !== undefined || status === 'UPDATE_FAILED';
}

/** The result of an earlier attempt; undefined if there was none. */
function earlierResult(
  session: StackSession,
  { touched, status }: ResourceRecord,
): boolean | undefined {
  if (touched.phase !== 'rollbackUpdate') {
    return undefined;
  }
  if (status === 'UPDATE_COMPLETE') {
    return true;
  }
  return touched.operationId === session.operationId &&
    status === 'UPDATE_FAILED'
    ? false
    : undefined;
}

/** Calls the handler to restore the previous properties. */
async function restorePrevious(
  session: StackSession,
  record: ResourceRecord,
): Promise<void> {
  const { parts, stack, signal } = session;
  const { previous, replacement, current, attempted } = record;
  const from = attempted ?? current?.properties;
  if (!previous || replacement || !from || from === previous.properties) {
    return;
  }
  await injectFault(session, record, 'update', signal);
  const [oldProperties, newProperties] = await Promise.all(
    [previous.properties, from].map(properties =>
      resolveDynamicReferences(properties, stack, parts.lookup).catch(
        () => properties,
      ),
    ),
  );
  await parts.handlers.get(record.type).update(
    resourceContext(parts, stack, {
      logicalId: record.logicalId,
      generation: previous.generation,
      operationId: session.operationId,
      signal,
    }),
    previous.physicalId,
    oldProperties,
    newProperties,
  );
  rethrowClosing(session, undefined);
}
