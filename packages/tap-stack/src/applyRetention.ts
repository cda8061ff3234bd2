import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { ResolvedProps } from './props/ResolvedProps';

/**
 * The resources whose policies depend on the retention; all others are deleted.
 */
export interface RetainedResources {
  /** The primary. Read replicas are always deleted. */
  database: CfnResource;
  /** The encryption key, without which the data is unreadable. */
  key: CfnResource;
  /** Resources with their own data: bucket, secret. */
  dataHolders: CfnResource[];
  /** Other dependencies of the database: network, groups, roles, logs. */
  foundation: CfnResource[];
}

/**
 * Sets DeletionPolicy and UpdateReplacePolicy of the resources of a stack. A
 * DeletionPolicy is omitted if it is `Delete` for every retention.
 *
 * Until the stack is settled, all resources are deleted with the stack: a
 * creation can be cancelled by DeleteStack, which keeps what
 * `RetainExceptOnCreate` names, and RDS's resource provider takes the snapshot
 * of `Snapshot` also in a rollback. Resources whose policy depends on the
 * retention then have an explicit `Delete`, by which `settle` finds them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/master/aws-rds-dbinstance/src/main/java/software/amazon/rds/dbinstance/DeleteHandler.java
 */
export function applyRetention(
  stack: Stack,
  { retention, isSettled }: Pick<ResolvedProps, 'retention' | 'isSettled'>,
  { database, key, dataHolders, foundation }: RetainedResources,
): void {
  for (const instance of databaseInstancesOf(stack)) {
    setPolicies(instance, CfnDeletionPolicy.DELETE, CfnDeletionPolicy.DELETE);
  }
  const kept = isSettled
    ? CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE
    : CfnDeletionPolicy.DELETE;
  const lasting = retention === 'retain' ? kept : CfnDeletionPolicy.DELETE;
  for (const resource of retention === 'retain' ? foundation : []) {
    resource.cfnOptions.deletionPolicy = kept;
  }
  for (const resource of dataHolders) {
    setPolicies(resource, lasting, CfnDeletionPolicy.RETAIN);
  }
  setPolicies(
    key,
    retention === 'destroy' ? CfnDeletionPolicy.DELETE : kept,
    CfnDeletionPolicy.RETAIN,
  );
  setPolicies(
    database,
    retention === 'snapshot' && isSettled
      ? CfnDeletionPolicy.SNAPSHOT
      : lasting,
    CfnDeletionPolicy.SNAPSHOT,
  );
}

function setPolicies(
  resource: CfnResource,
  deletion: CfnDeletionPolicy,
  replacement: CfnDeletionPolicy,
): void {
  resource.cfnOptions.deletionPolicy = deletion;
  resource.cfnOptions.updateReplacePolicy = replacement;
}

function databaseInstancesOf(stack: Stack): CfnResource[] {
  return stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(
      resource =>
        resource.cfnResourceType === CfnDBInstance.CFN_RESOURCE_TYPE_NAME,
    );
}
