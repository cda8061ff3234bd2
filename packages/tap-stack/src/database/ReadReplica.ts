import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { InstanceContext } from './InstanceContext';
import { instanceBasics } from './instanceBasics';
import { InstanceLogGroups } from './InstanceLogGroups';
import { replicaIdentifier } from '../props/names';
import type { ResolvedProps } from '../props/ResolvedProps';

/** Properties of {@link ReadReplica}. */
export interface ReadReplicaProps extends InstanceContext {
  props: ResolvedProps;
  /** 1 for the first replica. */
  number: number;
  primary: CfnDBInstance;
  /** Set explicitly, so that it differs from the primary's. */
  availabilityZone: string;
}

/**
 * A read replica. Encryption and key are inherited and must not be set:
 * CloudFormation would treat the replica as cross-region. The parameter group
 * is inherited as well: CloudFormation would reboot each new replica that sets
 * it, see `roundsOfCreation` of `@tap/aws-facts`.
 *
 * CloudFormation also modifies a new replica once, without an interruption,
 * because its call CreateDBInstanceReadReplica cannot set the windows, the CA,
 * the version and the maximum storage.
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
      dbInstanceClass: environment.replicaInstanceClass,
      dbInstanceIdentifier: identifier,
      sourceDbInstanceIdentifier: props.primary.ref,
      engineVersion: environment.replicaEngineVersion.full,
      availabilityZone: props.availabilityZone,
    });
    logGroups.precede(this.instance);
  }
}
