import type { CfnResource } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { PlacedNetwork } from '../network/addNetwork';
import { Database } from './Database';
import type { InstanceSurroundings } from './InstanceSurroundings';
import { DatabaseRoles } from './DatabaseRoles';
import { DatabaseSecret } from './DatabaseSecret';
import { ParameterGroup } from './ParameterGroup';
import { ReadReplica } from './ReadReplica';
import type { StackParts } from '../StackParts';

/** The databases of an environment. */
export interface Databases {
  primary: CfnDBInstance;
  replicas: CfnDBInstance[];
  secret: DatabaseSecret;
  /** What an environment that is retained goes on standing on. */
  foundation: CfnResource[];
}

/** Adds the primary with its secret, roles and parameters, and its replicas. */
export function addDatabases(
  parts: StackParts,
  network: PlacedNetwork,
): Databases {
  const { stack, props, key, bucket, role } = parts;
  const { suffix } = props;
  const secret = new DatabaseSecret(stack, 'Secret', {
    suffix,
    keyArn: key.arn,
  });
  const parameterGroup = new ParameterGroup(stack, 'ParameterGroup', {
    majorVersion: props.engineVersion.major,
    parameters: props.databaseParameters,
  });
  const roles = new DatabaseRoles(stack, 'DatabaseRole', {
    suffix,
    bucketArn: bucket.arn,
    key,
    role,
  });
  const surroundings: InstanceSurroundings = {
    subnetIds: network.layout.isolatedSubnetIds,
    securityGroupId: network.groups.database.attrGroupId,
    keyArn: key.arn,
    parameterGroupName: parameterGroup.name,
    roles,
  };
  const database = new Database(stack, 'Database', {
    ...surroundings,
    props,
    secret,
    availabilityZones: stack.availabilityZones,
  });
  return {
    primary: database.instance,
    replicas: addReplicas(parts, database.instance, surroundings),
    secret,
    foundation: [
      ...database.foundation,
      parameterGroup.resource,
      secret.attachTo(database.instance),
    ],
  };
}

/** The first zone is the primary's, where it names one. */
function addReplicas(
  { stack, props }: StackParts,
  primary: CfnDBInstance,
  surroundings: InstanceSurroundings,
): CfnDBInstance[] {
  return Array.from({ length: props.size.readReplicas }, (_, index) => {
    const number = index + 1;
    return new ReadReplica(stack, `ReadReplica${number}`, {
      ...surroundings,
      props,
      number,
      primary,
      availabilityZone: stack.availabilityZones[number],
    }).instance;
  });
}
