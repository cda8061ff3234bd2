import type { CfnResource } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { PlacedNetwork } from '../network/addNetwork';
import { Database } from './Database';
import type { InstanceContext } from './InstanceContext';
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
  /** Dependencies that are kept with a retained database. */
  foundation: CfnResource[];
}

/**
 * Adds the primary with its secret, roles and parameter group, and the
 * replicas.
 */
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
  const context: InstanceContext = {
    subnetIds: network.layout.isolatedSubnetIds,
    securityGroupId: network.groups.database.attrGroupId,
    keyArn: key.arn,
    roles,
  };
  const database = new Database(stack, 'Database', {
    ...context,
    props,
    parameterGroupName: parameterGroup.name,
    secret,
    availabilityZones: stack.availabilityZones,
  });
  return {
    primary: database.instance,
    replicas: addReplicas(parts, database.instance, context),
    secret,
    foundation: [
      ...database.foundation,
      parameterGroup.resource,
      secret.attachTo(database.instance),
    ],
  };
}

/** The first zone is the primary's if the primary sets its zone. */
function addReplicas(
  { stack, props }: StackParts,
  primary: CfnDBInstance,
  context: InstanceContext,
): CfnDBInstance[] {
  return Array.from({ length: props.size.readReplicas }, (_, index) => {
    const number = index + 1;
    return new ReadReplica(stack, `ReadReplica${number}`, {
      ...context,
      props,
      number,
      primary,
      availabilityZone: stack.availabilityZones[number],
    }).instance;
  });
}
