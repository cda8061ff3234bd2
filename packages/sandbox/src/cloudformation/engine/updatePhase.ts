import { ResourceRecord } from '../StackRecord';
import { deniedByPolicy } from '../stackPolicy';
import { isGone } from './deleteResource';
import { StackSession } from './StackSession';
import { updateResource } from './updateResource';
import { walk } from './walk';

/** Updates all resources to the new template; then cleans up or rolls back. */
export async function updatePhase(session: StackSession): Promise<void> {
  const siblings = new AbortController();
  const signal = AbortSignal.any([session.signal, siblings.signal]);
  const graph = session.graph();
  const denied = denyRemovals(session, graph);
  if (denied.length === 0) {
    await walk(
      graph,
      logicalId => updateResource(session, logicalId, 'update', signal),
      () => siblings.abort(new Error('Another resource failed')),
    );
  }
  if (session.superseded('update')) {
    return;
  }
  const failed = failures(session);
  if (failed.length > 0) {
    rollBack(
      session,
      `The following resource(s) failed to update: [${failed.join(', ')}]. `,
    );
  } else {
    finish(session);
  }
}

/** The resources that the new template no longer contains. */
export function removedResources(
  session: StackSession,
  graph: ReadonlyMap<string, unknown>,
): ResourceRecord[] {
  return session
    .resources()
    .filter(record => !isGone(record) && !graph.has(record.logicalId));
}

function finish(session: StackSession): void {
  try {
    const outputs = session.outputs();
    session.next('cleanup', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
      outputs,
    });
  } catch (error) {
    rollBack(session, `${(error as Error).message}. `);
  }
}

function rollBack(session: StackSession, reason: string): void {
  const { operation } = session;
  if (operation.disableRollback) {
    session.next(undefined, 'UPDATE_FAILED', reason, {
      interrupted: operation,
    });
  } else {
    session.next('rollbackUpdate', 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  }
}

function failures(session: StackSession): string[] {
  return session
    .resources()
    .filter(
      ({ touched, status }) =>
        touched.operationId === session.operationId &&
        status.endsWith('_FAILED'),
    )
    .map(({ logicalId }) => logicalId);
}

function denyRemovals(
  session: StackSession,
  graph: ReadonlyMap<string, unknown>,
): ResourceRecord[] {
  const { operationId, stack } = session;
  return removedResources(session, graph).filter(record => {
    const reason = deniedByPolicy(stack, record, 'Update:Delete');
    if (reason !== undefined) {
      const touched = { operationId, phase: 'update' as const };
      session.resourceEvent({ ...record, touched }, 'UPDATE_FAILED', reason);
    }
    return reason !== undefined;
  });
}
