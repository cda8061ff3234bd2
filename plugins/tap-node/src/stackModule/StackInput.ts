import { Egress, Retention } from '@tap/plugin-tap-common';
import { StackSize } from './StackSize';

/** A network that exists already, instead of one for each environment. @public */
export interface StackNetwork {
  vpcId: string;
  /** Subnets of the databases, one for each availability zone, in the same order. */
  isolatedSubnetIds: string[];
  /** Subnets with a route to the internet. */
  privateSubnetIds: string[];
  /** A bastion that is there already, instead of one for each environment. */
  bastion?: {
    instanceId: string;
    /** Security group of the bastion, which the databases admit. */
    securityGroupId: string;
  };
}

/** When databases are backed up and maintained, in UTC. @public */
export interface StackWindows {
  /** Every day, such as `00:00-04:00`. */
  backup: string;
  /** Every week, such as `sun:04:00-sun:08:00`; does not overlap `backup`. */
  maintenance: string;
}

/**
 * Options of a target in app-config (`tap.targets[]`), under the same names. A stack module can ignore any of them.
 *
 * @public
 */
export interface StackOptions {
  databaseParameters?: Record<string, string>;
  /** The environments of a target share them: choose a part for each, by its suffix. */
  windows?: StackWindows;
  permissionsBoundaryArn?: string;
  rolePath?: string;
  network?: StackNetwork;
  /** Not `public-ip` together with `network`. */
  egress?: Egress;
  /**
   * Sources of ingress to the databases in addition to application and bastion: ranges of IPv4 addresses, IDs of prefix
   * lists and, with `network`, IDs of security groups of the same VPC.
   */
  reachableFrom?: string[];
  vpcCidr?: string;
  s3PrefixListId?: string;
  alarmTopic?: boolean;
  /** Instead of `alarmTopic`: ARN of an existing SNS topic in the same account and region. */
  alarmTopicArn?: string;
  extendedSupport?: boolean;
}

/**
 * Options that an environment keeps as they were when it was created: a change of them in app-config affects new
 * environments only. CloudFormation would replace network, bastion or roles, and RDS rejects a change of `extendedSupport`.
 *
 * @public
 */
export type PinnedOptions = Pick<
  StackOptions,
  'egress' | 'extendedSupport' | 'network' | 'rolePath' | 'vpcCidr'
>;

/**
 * Everything that a template is made from. TAP makes the template again for every plan and every update, from the
 * environment's metadata and app-config: the same input must give the same template. Options of the target other than
 * {@link PinnedOptions} reach existing environments with their next update, so a change of them must not replace a resource.
 *
 * @public
 */
export interface StackInput<Size extends StackSize = StackSize>
  extends StackOptions {
  /** AWS account, 12 digits. */
  accountId: string;
  /** Such as `eu-central-1`. */
  region: string;
  /** Suffix of the environment, for example `orders-dev`. */
  suffix: string;
  /**
   * Name of the stack: `TapStack-<suffix>`. In lower case, and with `-replica-<n>` appended, it is unique among the
   * environments of an account and region, so it can name the database instances.
   */
  stackName: string;
  /** With the overrides of app-config. */
  size: Size;
  retention: Retention;
  /** A major version (`17`) for a new environment, or an exact minor version (`17.9`). */
  engineVersion: string;
  /**
   * Exact minor version of the read replicas while they are ahead of the primary: RDS requires replicas to be upgraded
   * first, so the first of two updates has this, and the second a new `engineVersion`.
   */
  replicaEngineVersion?: string;
  /**
   * Instance class of the read replicas while it differs from that of the primary: replicas are changed to a larger class
   * before the primary, and to a smaller one after it (`standbyParameters` of the stack module).
   */
  replicaInstanceClass?: string;
  /**
   * Names of the extensions that the database gets; undefined for the default of the stack module, which rejects names that
   * the database cannot have.
   */
  extensions?: string[];
  /** Days that automated backups are kept, 1 to 35. */
  backupRetentionDays: number;
  /** Two or three availability zones of the account, pinned at creation. */
  availabilityZones: string[];
  /** Whether the primary can name its zone: false once it has been Multi-AZ. RDS would replace it otherwise. */
  databaseZonePinned?: boolean;
  /** The image in {@link StackModule.imageParameter}, pinned at creation. */
  imageId?: string;
  /** Storage that the database has by now in GiB, if that is more than the size asks for. */
  actualStorageGiB?: number;
  /**
   * False while the stack is created: the template must then let CloudFormation delete everything, because a failed or
   * cancelled creation is deleted. True for updates: the template must be what {@link StackModule.settle} makes of the
   * one of the creation.
   */
  isSettled: boolean;
}
