import { CfnOutput, Fn } from 'aws-cdk-lib';
import type { AccessSecrets } from './access/AccessSecrets';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { Databases } from './database/addDatabases';
import type { PlacedNetwork } from './network/addNetwork';
import type { Services } from './services/addServices';
import { DATABASE_NAME } from './props/names';
import type { StackParts } from './StackParts';

/** Values of outputs that are not in the parts. */
export interface OutputSources {
  network: PlacedNetwork;
  databases: Databases;
  /** Undefined if the environment has no bastion of its own. */
  access: AccessSecrets | undefined;
  services: Services;
  topicArn: string | undefined;
}

/**
 * Adds the outputs for users of the environment; outputs without a value are
 * omitted.
 */
export function addOutputs(parts: StackParts, sources: OutputSources): void {
  const { network, databases, services } = sources;
  const { layout, groups } = network;
  const outputs: Record<string, string | undefined> = {
    ...primaryOutputs(databases.primary),
    DatabaseName: DATABASE_NAME,
    DatabaseSecretArn: databases.secret.arn,
    ...sources.access?.arns,
    ...replicaOutputs(databases.replicas),
    BastionInstanceId:
      services.bastion?.instance.ref ??
      parts.props.network?.bastion?.instanceId,
    KmsKeyArn: parts.key.arn,
    BucketName: parts.bucket.name,
    LambdaFunctionName: services.inventory.function.ref,
    VpcId: layout.vpcId,
    PublicSubnetIds: joined(layout.publicSubnetIds),
    PrivateSubnetIds: joined(layout.privateSubnetIds),
    IsolatedSubnetIds: joined(layout.isolatedSubnetIds),
    ApplicationSecurityGroupId: groups.application.ref,
    DatabaseSecurityGroupId: groups.database.ref,
    BastionSecurityGroupId: groups.bastionId,
    DatabaseReachableFrom: joined(parts.props.reachableFrom),
    EngineVersion: parts.props.engineVersion.full,
    Region: parts.stack.region,
    AlarmTopicArn: sources.topicArn,
  };
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) {
      new CfnOutput(parts.stack, name, { value });
    }
  }
}

function primaryOutputs(primary: CfnDBInstance) {
  return {
    DatabaseIdentifier: primary.ref,
    DatabaseEndpoint: primary.attrEndpointAddress,
    DatabasePort: primary.attrEndpointPort,
    DbiResourceId: primary.attrDbiResourceId,
  };
}

function replicaOutputs(replicas: CfnDBInstance[]): Record<string, string> {
  return Object.fromEntries(
    replicas.flatMap((replica, index) => [
      [`ReadReplica${index + 1}Identifier`, replica.ref],
      [`ReadReplica${index + 1}Endpoint`, replica.attrEndpointAddress],
      [`ReadReplica${index + 1}Port`, replica.attrEndpointPort],
    ]),
  );
}

function joined(values: string[]): string | undefined {
  return values.length > 0 ? Fn.join(',', values) : undefined;
}
