import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { InstanceSurroundings } from './InstanceSurroundings';
import { instanceBasics } from './instanceBasics';
import { InstanceLogGroups } from './InstanceLogGroups';
import { replicaIdentifier } from '../props/names';
import type { ResolvedProps } from '../props/ResolvedProps';

/** What a replica is made from. */
export interface ReadReplicaProps extends InstanceSurroundings {
  props: ResolvedProps;
  /** 1 for the first. */
  number: number;
  primary: CfnDBInstance;
  /** Named explicitly, so that it is certain to be another one. */
  availabilityZone: string;
}

/**
 * A copy to read from. Encryption and key are inherited and must not be named:
 * CloudFormation would take them for a wish to copy across regions.
 */
export class ReadReplica extends Construct {
  readonly instance: CfnDBInstance;

  constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    const { props: environment } = props;
    const identifier = replicaIdentifier(environment.suffix, props.number);
    const logGroups = new InstanceLogGroups(this, 'Logs', {
      identifier,
      keyArn: props.keyArn,
    });
    this.instance = new CfnDBInstance(this, 'Instance', {
      ...instanceBasics(environment, props),
      dbInstanceIdentifier: identifier,
      sourceDbInstanceIdentifier: props.primary.ref,
      engineVersion: environment.replicaEngineVersion.full,
      availabilityZone: props.availabilityZone,
      multiAz: false,
      deleteAutomatedBackups: true,
      deletionProtection: false,
    });
    logGroups.precede(this.instance);
  }
}
