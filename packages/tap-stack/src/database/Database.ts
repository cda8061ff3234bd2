import { CfnResource } from 'aws-cdk-lib';
import { CfnDBInstance, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { DatabaseSecret } from './DatabaseSecret';
import { instanceBasics } from './instanceBasics';
import { InstanceLogGroups } from './InstanceLogGroups';
import {
  DATABASE_NAME,
  DATABASE_PORT,
  databaseIdentifier,
  MASTER_USERNAME,
} from '../props/names';
import type { ResolvedProps } from '../props/ResolvedProps';
import type { InstanceContext } from './InstanceContext';

/** Properties of {@link Database}. */
export interface DatabaseProps extends InstanceContext {
  parameterGroupName: string;
  props: ResolvedProps;
  secret: DatabaseSecret;
  availabilityZones: string[];
}

/** The primary: PostgreSQL on RDS in isolated subnets. */
export class Database extends Construct {
  readonly instance: CfnDBInstance;
  readonly subnetGroup: CfnDBSubnetGroup;
  /** Dependencies that are kept with a retained database. */
  readonly foundation: CfnResource[];

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { props: environment, roles } = props;
    const identifier = databaseIdentifier(environment.suffix);
    const logGroups = new InstanceLogGroups(this, 'Logs', {
      identifier,
      keyArn: props.keyArn,
    });
    this.subnetGroup = new CfnDBSubnetGroup(this, 'SubnetGroup', {
      dbSubnetGroupDescription: 'Isolated subnets',
      subnetIds: props.subnetIds,
    });
    this.instance = new CfnDBInstance(this, 'Instance', {
      ...instanceBasics(environment, props),
      dbInstanceIdentifier: identifier,
      dbName: DATABASE_NAME,
      engine: 'postgres',
      dbParameterGroupName: props.parameterGroupName,
      engineVersion: environment.engineVersion.full,
      engineLifecycleSupport: environment.extendedSupport
        ? 'open-source-rds-extended-support'
        : 'open-source-rds-extended-support-disabled',
      allowMajorVersionUpgrade: false,
      masterUsername: MASTER_USERNAME,
      masterUserPassword: props.secret.passwordReference,
      port: String(DATABASE_PORT),
      dbSubnetGroupName: this.subnetGroup.ref,
      multiAz: environment.size.multiAz,
      availabilityZone: environment.databaseZonePinned
        ? props.availabilityZones[0]
        : undefined,
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      allocatedStorage: String(environment.storageGiB),
      backupRetentionPeriod: environment.backupRetentionDays,
      deleteAutomatedBackups: environment.retention !== 'retain',
      deletionProtection: environment.deletionProtection,
      associatedRoles: ['s3Import', 's3Export'].map(featureName => ({
        featureName,
        roleArn: roles.bucketAccess.arn,
      })),
    });
    logGroups.precede(this.instance);
    this.foundation = [
      this.subnetGroup,
      ...logGroups.resources,
      roles.monitoring.resource,
      roles.bucketAccess.resource,
    ];
  }
}
