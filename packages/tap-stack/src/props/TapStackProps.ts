import type { StackProps } from 'aws-cdk-lib';
import type { SizeName, SizeSpec, StackRetention } from './sizes';

/**
 * A network that is there already. Nothing in it is created or changed: no
 * subnet, no route, no endpoint, no flow log.
 *
 * @public
 */
export interface ExistingNetwork {
  /** For example `vpc-0a1b2c3d4e5f60718`. */
  vpcId: string;
  /**
   * Subnets of the databases, without a route to the internet, one for each of
   * `availabilityZones` and in its order.
   */
  isolatedSubnetIds: string[];
  /** Subnets with a way out; the bastion is put into the first. */
  privateSubnetIds: string[];
}

/** What a {@link TapStack} is made from. @public */
export interface TapStackProps extends StackProps {
  /**
   * Tells this environment from every other in the account: 3 to 20 lower-case
   * letters, digits and single hyphens, beginning with a letter.
   */
  environmentSuffix: string;
  /** @defaultValue `small` */
  size?: SizeName | SizeSpec;
  /**
   * What happens to the data when the stack is deleted.
   *
   * @defaultValue `destroy`
   */
  retention?: StackRetention;
  /**
   * A major version of PostgreSQL (`17`: its newest minor version that
   * aws-cdk-lib knows) or an exact minor version (`17.9`).
   *
   * @defaultValue `17`
   */
  engineVersion?: string;
  /**
   * Exact minor version of the read replicas while they are ahead of the
   * primary: RDS wants replicas upgraded first, so a minor upgrade is two
   * updates, the first with this alone.
   *
   * @defaultValue that of the primary
   */
  replicaEngineVersion?: string;
  /**
   * Days that automated backups are kept, 1 to 35.
   *
   * @defaultValue by size and retention, see `defaultBackupRetentionDays`
   */
  backupRetentionDays?: number;
  /**
   * Two or three availability zones of the region, pinned for the life of the
   * environment: another order would move subnets, another zone the database.
   *
   * @defaultValue the first three by `Fn::GetAZs`, which no one pins
   */
  availabilityZones?: string[];
  /**
   * Whether the primary names its zone, so that a replica is certain to be in
   * another. Must be false for an environment that has ever been Multi-AZ: a
   * zone once dropped cannot be named again without replacing the database.
   *
   * @defaultValue true for a size without standby
   */
  databaseZonePinned?: boolean;
  /**
   * AMI of the bastion (arm64, Amazon Linux 2023), pinned.
   *
   * @defaultValue the newest, read by CloudFormation from AWS's public SSM
   *   parameter each time that the bastion changes
   */
  bastionImageId?: string;
  /**
   * Take availability zones and AMI from CDK's context where they are not
   * given, which looks them up once and keeps them in cdk.context.json. For
   * CDK apps, and only with account and region in `env`.
   *
   * @defaultValue false
   */
  pinFromContext?: boolean;
  /** An existing network, instead of one of the stack's own. */
  network?: ExistingNetwork;
  /**
   * Address range of the stack's own network, a /16.
   *
   * @defaultValue `10.0.0.0/16`
   */
  vpcCidr?: string;
  /** Permissions boundary of every role. */
  permissionsBoundaryArn?: string;
  /** Path of every role. @defaultValue `/tap/` */
  rolePath?: string;
  /** Whether alarms are sent to an SNS topic of the stack. @defaultValue false */
  alarmTopic?: boolean;
  /**
   * Whether RDS may run (and bill) the database beyond the end of standard
   * support. Cannot be changed later. @defaultValue false
   */
  extendedSupport?: boolean;
  /** Overrides of the parameter group; what they mean is PostgreSQL's to judge. */
  databaseParameters?: Record<string, string>;
  /** Storage that the existing database and its replicas have by now, in GiB. */
  actualStorageGiB?: number;
  /**
   * Prefix list of S3 in this region, for example `pl-63a5400a`: lets the
   * database reach S3 for `aws_s3` import and export, and nothing else.
   */
  s3PrefixListId?: string;
  /**
   * Deletion protection of the database. Off while the stack is created, since
   * a failed create must be able to clean up; switched on by an update.
   *
   * @defaultValue false
   */
  deletionProtection?: boolean;
  /**
   * Whether retention `snapshot` is carried out by CloudFormation yet. Off while
   * the stack is created, for the same reason as `deletionProtection`:
   * CloudFormation knows no "SnapshotExceptOnCreate", so that a create which
   * fails after the database is up would leave a snapshot of nothing, under a
   * key that is gone with it. Until it is switched on by an update, a deletion
   * of the complete stack keeps the database rather than lose its data.
   *
   * @defaultValue true, for those who deploy once and do not come back
   */
  finalSnapshot?: boolean;
}
