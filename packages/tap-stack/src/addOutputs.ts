import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { NetworkLayout } from './NetworkLayout';

/** What the outputs tell of. */
export interface OutputSources {
  database: CfnDBInstance;
  replicas: CfnDBInstance[];
  layout: NetworkLayout;
  /** Outputs that are one value each. */
  values: Record<string, string | undefined>;
}

/** Adds the outputs of a stack; those without a value are left out. */
export function addOutputs(stack: Stack, sources: OutputSources): void {
  const { database, replicas, layout } = sources;
  const outputs: Record<string, string | undefined> = {
    DatabaseIdentifier: database.ref,
    DatabaseEndpoint: database.attrEndpointAddress,
    DatabasePort: database.attrEndpointPort,
    DbiResourceId: database.attrDbiResourceId,
    ...Object.fromEntries(
      replicas.flatMap((replica, index) => [
        [`ReadReplica${index + 1}Identifier`, replica.ref],
        [`ReadReplica${index + 1}Endpoint`, replica.attrEndpointAddress],
      ]),
    ),
    VpcId: layout.vpcId,
    PublicSubnetIds: joined(layout.publicSubnetIds),
    PrivateSubnetIds: joined(layout.privateSubnetIds),
    IsolatedSubnetIds: joined(layout.isolatedSubnetIds),
    ...sources.values,
  };
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) {
      new CfnOutput(stack, name, { value });
    }
  }
}

function joined(values: string[]): string | undefined {
  return values.length > 0 ? Fn.join(',', values) : undefined;
}
