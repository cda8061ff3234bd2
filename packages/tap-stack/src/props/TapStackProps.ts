import type { StackProps } from 'aws-cdk-lib';
import type { Egress } from './egress';
import type { SizeName, SizeSpec, StackRetention } from './sizes';

/**
 * An existing network. The stack creates and changes no subnets, routes,
 * endpoints or flow logs in it.
 *
 * @public
 */
export interface ExistingNetwork {
  /** For example `vpc-0a1b2c3d4e5f60718`. */
  vpcId: string;
  /**
   * Subnets of the databases, without a route to the internet, one per zone of
   * `availabilityZones` in the same order.
   */
  isolatedSubnetIds: string[];
  /** Subnets with internet access; the bastion is in the first one. */
  privateSubnetIds: string[];
  /**
   * A bastion that all environments in the network share, instead of one for
   * each. Its security group must allow egress to port 5432 in the VPC.
   */
  bastion?: SharedBastion;
}

/** A bastion that is not part of the stack. @public */
export interface SharedBastion {
  /** For example `i-0a1b2c3d4e5f60718`. */
  instanceId: string;
  /** Its security group, which the databases admit. */
  securityGroupId: string;
}

/**
 * When RDS backs up and maintains databases, in UTC. Each environment gets 30
 * minutes of each window, chosen by its suffix.
 *
 * @public
 */
export interface DatabaseWindows {
  /** Every day, for example `00:00-04:00`. */
  backup: string;
  /** Every week, for example `sun:04:00-sun:08:00`. */
  maintenance: string;
}

/** Properties of {@link TapStack}. @public */
export interface TapStackProps extends StackProps {
  /**
   * Identifies the environment in the account: 3 to 20 lower-case letters,
   * digits and single hyphens, starting with a letter.
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
   * A major version of PostgreSQL (`17`: the newest minor version in
   * aws-cdk-lib) or an exact minor version (`17.9`).
   *
   * @defaultValue `17`
   */
  engineVersion?: string;
  /**
   * Exact minor version of the read replicas while they are newer than the
   * primary. RDS requires replicas to be upgraded first, so a minor upgrade
   * takes two updates, the first with only this property.
   *
   * @defaultValue the version of the primary
   */
  replicaEngineVersion?: string;
  /**
   * Instance class of the read replicas while it differs from that of the
   * primary. PostgreSQL pauses replication on a replica with a lower
   * `max_connections` than its primary, which depends on the class, so a change
   * to a larger class takes two updates, the first with only this property. A
   * change to a smaller class takes two as well: the first with the new `size`
   * and the previous class here.
   * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
   *
   * @defaultValue the class of the primary
   */
  replicaInstanceClass?: string;
  /**
   * Backup retention period in days, 1 to 35.
   *
   * @defaultValue by size and retention, see `defaultBackupRetentionDays`
   */
  backupRetentionDays?: number;
  /**
   * Two or three availability zones of the region, pinned for the lifetime of
   * the environment: another order would move subnets, another zone the
   * database.
   *
   * @defaultValue the first three of `Fn::GetAZs`, not pinned
   */
  availabilityZones?: string[];
  /**
   * Whether the primary sets its zone, so that a replica is in another one.
   * Must be false for an environment that has ever been Multi-AZ: a removed
   * zone cannot be set again without replacing the database.
   *
   * @defaultValue true for a size without standby
   */
  databaseZonePinned?: boolean;
  /**
   * AMI of the bastion (arm64, Amazon Linux 2023), pinned.
   *
   * @defaultValue the newest, which CloudFormation reads from AWS's public SSM
   *   parameter whenever the bastion changes
   */
  bastionImageId?: string;
  /**
   * Look up availability zones and AMI in CDK's context unless they are set.
   * CDK stores them in cdk.context.json. For CDK apps with account and region
   * in `env`.
   *
   * @defaultValue false
   */
  pinFromContext?: boolean;
  /** An existing network to use instead of a new one. */
  network?: ExistingNetwork;
  /**
   * How the environment reaches the internet. Another value replaces the
   * bastion.
   *
   * @defaultValue `nat-gateway`
   */
  egress?: Egress;
  /**
   * From where the database can be reached on port 5432, in addition to the
   * application's security group and the bastion: ranges of IPv4 addresses, such
   * as those of peered VPCs or of a VPN, prefix lists and, with `network`,
   * security groups of the same VPC. At most three. Routes are not part of the
   * stack.
   *
   * @defaultValue nowhere else
   */
  reachableFrom?: string[];
  /**
   * Private address range of the new network: a /16, or a /20 that the stack
   * reserves, so that the creation fails if another environment of the account and
   * region has the same one.
   *
   * @defaultValue `10.0.0.0/16`
   */
  vpcCidr?: string;
  /** Permissions boundary of every role. */
  permissionsBoundaryArn?: string;
  /** Path of every role. @defaultValue `/tap/` */
  rolePath?: string;
  /**
   * Whether alarms are sent to an SNS topic in the stack. @defaultValue false
   */
  alarmTopic?: boolean;
  /**
   * An existing SNS topic of the same region to which alarms and RDS's events
   * are sent, instead of one in the stack. Its policy, and that of its key, must
   * admit cloudwatch.amazonaws.com and events.amazonaws.com.
   */
  alarmTopicArn?: string;
  /**
   * Whether the database is enrolled in RDS Extended Support, which is charged.
   * Cannot be changed later. @defaultValue false
   */
  extendedSupport?: boolean;
  /**
   * When the database is backed up and maintained.
   *
   * @defaultValue backups between 0:00 and 4:00, maintenance on Sundays between
   *   4:00 and 8:00, in UTC
   */
  windows?: DatabaseWindows;
  /**
   * Overrides of the DB parameter group, as strings in the units of the
   * parameters. Values that RDS rejects in the family of the engine version are
   * rejected, see `parameterFacts` of `@tap/aws-facts`.
   */
  databaseParameters?: Record<string, string>;
  /**
   * Extensions that the database gets together with its roles, at most eight of
   * those that RDS allows: see `extensionsProblem` of `@tap/aws-facts`. Others
   * that exist are kept. They require a bastion in the stack, on which the SQL
   * runs.
   *
   * @defaultValue `['pg_stat_statements']`
   */
  extensions?: string[];
  /** Allocated storage of the existing database and its replicas in GiB. */
  actualStorageGiB?: number;
  /**
   * Prefix list of S3 in this region, for example `pl-63a5400a`. Allows egress
   * of the database to S3 for `aws_s3`.
   */
  s3PrefixListId?: string;
  /**
   * Deletion protection of the database. Enable it by an update, because a
   * failed creation with protection cannot be rolled back.
   *
   * @defaultValue false
   */
  deletionProtection?: boolean;
  /**
   * Whether `retention` is in effect. Set it to false on creation and to true
   * in an update after the stack is complete: until then, deleting the stack
   * deletes all of its resources. CloudFormation has no
   * "SnapshotExceptOnCreate", and an explicit deletion of a stack in creation
   * keeps what `RetainExceptOnCreate` names.
   *
   * @defaultValue true, for deployments without a second update
   */
  isSettled?: boolean;
}
