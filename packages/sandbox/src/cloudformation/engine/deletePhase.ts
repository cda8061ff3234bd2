import { reverse } from '../template/dependencyGraph';
import { DeletionPolicy } from '../template/Template';
import { Phase, ResourceRecord } from '../StackRecord';
import { deleteResource, isGone } from './deleteResource';
import { StackSession } from './StackSession';
import { walk } from './walk';

/**
 * The default deletion policy: `Snapshot` for clusters and for RDS instances
 * without a source.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function deletionPolicy(
  session: StackSession,
  record: ResourceRecord,
): DeletionPolicy {
  const policy = session.template().Resources[record.logicalId]?.DeletionPolicy;
  if (policy !== undefined) {
    return policy;
  }
  const properties = record.current?.properties ?? {};
  const isDatabase =
    record.type === 'AWS::RDS::DBCluster' ||
    (record.type === 'AWS::RDS::DBInstance' &&
      properties.DBClusterIdentifier === undefined &&
      properties.SourceDBInstanceIdentifier === undefined);
  return isDatabase ? 'Snapshot' : 'Delete';
}

/**
 * Deletes all resources in reverse order of their dependencies, then the stack.
 */
export async function deletePhase(session: StackSession): Promise<void> {
  const failed = await removeAll(session, 'delete');
  if (session.superseded('delete')) {
    return;
  }
  if (failed.length > 0 && !session.operation.force) {
    session.next(
      undefined,
      'DELETE_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
    return;
  }
  session.next(undefined, 'DELETE_COMPLETE', undefined, {
    deletedAt: new Date().toISOString(),
  });
}

/** Rolls back a failed creation; only the stack itself remains. */
export async function rollbackCreatePhase(
  session: StackSession,
): Promise<void> {
  const failed = await removeAll(session, 'rollbackCreate');
  if (session.superseded('rollbackCreate')) {
    return;
  }
  if (failed.length > 0) {
    session.next(
      undefined,
      'ROLLBACK_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
  } else {
    session.next(undefined, 'ROLLBACK_COMPLETE');
  }
}

async function removeAll(
  session: StackSession,
  phase: Phase,
): Promise<string[]> {
  const { operation } = session;
  const rollback =
    phase !== 'delete' ||
    (operation.type === 'CREATE_STACK' &&
      session.parts.readings.onFailureDelete === 'rollback');
  const records = session.resources().filter(record => !isGone(record));
  const graph = reverse(
    new Map(records.map(({ logicalId, dependsOn }) => [logicalId, dependsOn])),
  );
  const { failed } = await walk(graph, async logicalId => {
    const record = session.resource(logicalId)!;
    const policy =
      operation.retain.includes(logicalId) && record.physicalId !== undefined
        ? 'Retain'
        : effectivePolicy(session, record, rollback);
    return deleteResource(session, logicalId, phase, { policy, rollback });
  });
  return failed;
}

/** `RetainExceptOnCreate` of the operation overrides `Retain`. */
function effectivePolicy(
  session: StackSession,
  record: ResourceRecord,
  rollback: boolean,
): DeletionPolicy {
  const policy = deletionPolicy(session, record);
  return policy === 'Retain' && rollback && session.stack.retainExceptOnCreate
    ? 'RetainExceptOnCreate'
    : policy;
}
