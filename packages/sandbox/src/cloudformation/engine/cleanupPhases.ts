import { reverse } from '../template/dependencyGraph';
import { DeletionPolicy } from '../template/Template';
import { Phase, ResourceRecord } from '../StackRecord';
import { rethrowClosing } from './createResource';
import { deletionPolicy } from './deletePhase';
import {
  deletePhysical,
  deleteResource,
  isGone,
  isKept,
  PhysicalObject,
  Removal,
} from './deleteResource';
import { failureReason } from './failureReason';
import { StackSession } from './StackSession';
import { removedResources } from './updatePhase';
import { walk } from './walk';

const LEFT_BEHIND =
  'Update successful. One or more resources could not be deleted.';

/**
 * Cleanup of an update: deletes what was replaced or removed from the template.
 */
export async function cleanupPhase(session: StackSession): Promise<void> {
  const previous = session.template(session.operation.previous!);
  const graph = session.graph();
  const complete = await cleanUp(session, 'cleanup', {
    removed: removedResources(session, graph),
    policyOf: record =>
      previous.Resources[record.logicalId]?.DeletionPolicy ??
      deletionPolicy(session, record),
    obsolete: record => record.replacement && record.previous,
    rollback: false,
  });
  session.next(
    undefined,
    'UPDATE_COMPLETE',
    complete ? undefined : LEFT_BEHIND,
  );
}

/** Cleanup of a rollback: deletes what the failed update created. */
export async function cleanupRollbackPhase(
  session: StackSession,
): Promise<void> {
  const graph = session.graph();
  const complete = await cleanUp(session, 'cleanupRollback', {
    removed: removedResources(session, graph),
    policyOf: record => deletionPolicy(session, record),
    obsolete: ({ replacement }) => replacement,
    rollback: true,
  });
  session.next(
    undefined,
    'UPDATE_ROLLBACK_COMPLETE',
    complete ? undefined : LEFT_BEHIND,
  );
}

interface Cleanup {
  removed: ResourceRecord[];
  policyOf(record: ResourceRecord): DeletionPolicy;
  /** The physical object to delete in the cleanup. */
  obsolete(record: ResourceRecord): PhysicalObject | undefined;
  rollback: boolean;
}

/** @returns false if an object could not be deleted */
async function cleanUp(
  session: StackSession,
  phase: Phase,
  { removed, policyOf, obsolete, rollback }: Cleanup,
): Promise<boolean> {
  const records = session.resources().filter(record => !isGone(record));
  const going = new Set(removed.map(({ logicalId }) => logicalId));
  const graph = reverse(
    new Map(records.map(({ logicalId, dependsOn }) => [logicalId, dependsOn])),
  );
  // What a failed update created holds no data yet.
  const withoutSnapshot = (policy: DeletionPolicy) =>
    rollback && policy === 'Snapshot' ? 'Delete' : policy;
  const { failed } = await walk(graph, async logicalId => {
    const record = session.resource(logicalId)!;
    if (going.has(logicalId)) {
      return deleteResource(session, logicalId, phase, {
        policy: withoutSnapshot(policyOf(record)),
        rollback,
      });
    }
    const object = obsolete(record);
    const done =
      !object ||
      (await deleteObsolete(session, record, object, {
        policy: withoutSnapshot(replacePolicy(session, logicalId)),
        rollback,
      }));
    finishUpdate(session, logicalId);
    return done;
  });
  removeResources(session, going);
  return failed.length === 0;
}

function replacePolicy(
  session: StackSession,
  logicalId: string,
): DeletionPolicy {
  const { operation, stack } = session;
  const definitions = [stack, operation.previous ?? stack];
  return (
    definitions
      .map(
        definition =>
          session.template(definition).Resources[logicalId]
            ?.UpdateReplacePolicy,
      )
      .find(policy => policy !== undefined) ?? 'Delete'
  );
}

async function deleteObsolete(
  session: StackSession,
  record: ResourceRecord,
  object: PhysicalObject,
  removal: Removal,
): Promise<boolean> {
  const { physicalId } = object;
  if (isKept(removal)) {
    session.looseEvent(record, physicalId, 'DELETE_SKIPPED');
    return true;
  }
  session.looseEvent(record, physicalId, 'DELETE_IN_PROGRESS');
  try {
    await deletePhysical(session, record, removal, object);
    session.looseEvent(record, physicalId, 'DELETE_COMPLETE');
    return true;
  } catch (error) {
    rethrowClosing(session, error);
    session.looseEvent(
      record,
      physicalId,
      'DELETE_FAILED',
      failureReason(error),
    );
    return false;
  }
}

/** Ends the update for this resource and removes what a rollback would need. */
function finishUpdate(session: StackSession, logicalId: string): void {
  session.putResource({
    ...session.resource(logicalId)!,
    previous: undefined,
    replacement: undefined,
    attempted: undefined,
    createdBy: undefined,
  });
}

/**
 * Removes a resource that left the stack, whether its object was deleted or
 * not.
 */
function removeResources(
  session: StackSession,
  going: ReadonlySet<string>,
): void {
  going.forEach(logicalId =>
    session.parts.stacks.removeResource(session.stackId, logicalId),
  );
}
