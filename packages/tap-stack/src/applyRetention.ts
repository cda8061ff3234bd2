import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { ResolvedProps } from './props/ResolvedProps';
import type { StackRetention } from './props/sizes';

/** The resources that a retention tells apart; all others are always deleted. */
export interface RetainedResources {
  /** The primary. Replicas are copies and may go. */
  database: CfnResource;
  /** What makes the database's data unreadable when it is gone. */
  key: CfnResource;
  /** What holds data of its own: bucket, secret. */
  dataHolders: CfnResource[];
  /** All else that the database stands on: network, groups, roles, logs. */
  foundation: CfnResource[];
}

/**
 * Gives the resources of a stack their DeletionPolicy and UpdateReplacePolicy.
 * Either is left out where it would be `Delete`, which is CloudFormation's
 * default for everything but databases, whose default would leave snapshots
 * behind.
 *
 * `RetainExceptOnCreate` rather than `Retain`, which would also keep what a
 * failed create has made. `Snapshot` has no such exception: AWS documents none,
 * and RDS's own resource provider takes the last snapshot wherever the template's
 * policy asks for one, without a look at whether a rollback is why. Hence
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
