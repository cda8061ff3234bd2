import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { ResolvedProps } from './props/ResolvedProps';
import type { StackRetention } from './props/sizes';

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
 * policy is omitted if it would be `Delete`, the default of CloudFormation for
 * all resources except databases.
 *
 * `RetainExceptOnCreate` is used because `Retain` would also keep the resources
 * of a failed creation. `Snapshot` has no such variant: AWS documents none, and
 * RDS's resource provider takes the final snapshot also in a rollback. Hence
 * `finalSnapshot`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/master/aws-rds-dbinstance/src/main/java/software/amazon/rds/dbinstance/DeleteHandler.java
 */
export function applyRetention(
  stack: Stack,
  {
    retention,
    finalSnapshot,
  }: Pick<ResolvedProps, 'retention' | 'finalSnapshot'>,
  { database, key, dataHolders, foundation }: RetainedResources,
): void {
  for (const instance of databaseInstancesOf(stack)) {
    setPolicies(instance, CfnDeletionPolicy.DELETE, CfnDeletionPolicy.DELETE);
  }
  const kept = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
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
    databasePolicy(retention, finalSnapshot),
    CfnDeletionPolicy.SNAPSHOT,
  );
}

function databasePolicy(
  retention: StackRetention,
  finalSnapshot: boolean,
): CfnDeletionPolicy {
  if (retention === 'destroy') {
    return CfnDeletionPolicy.DELETE;
  }
  return retention === 'snapshot' && finalSnapshot
    ? CfnDeletionPolicy.SNAPSHOT
    : CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
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
