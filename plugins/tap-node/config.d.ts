export interface Config {
  tap?: {
    /**
     * ID of this portal. A portal changes and expires only stacks that have its ID as the tag `tap:portal`. Two Backstages that share an account need different IDs: with the same ID, each
     * changes, expires and tears down the environments of the other. Default: `tap`.
     */
    portal?: string;
    stack?: {
      /**
       * Name of a stack module (docs/STACK-MODULE.md): a package or a subpath of one that the back end depends on, or the
       * absolute path of a file. Default: `@tap/stack/module`.
       * @visibility backend
       */
      module?: string;
    };
    /**
     * Sizes for all targets, by name: a name of the stack module changes the fields that are given, another name adds a
     * size, which needs all fields. A name has at most 20 lower-case letters, digits and single hyphens. The fields
     * below are those of `@tap/stack/module`; another stack module can have others. The back end does not start with a
     * size that breaks a rule of the stack module.
     * @visibility backend
     */
    sizes?: {
      [size: string]: {
        /** RDS instance class, for example db.r7g.2xlarge. */
        instanceClass?: string;
        /** Memory of the class in MiB. */
        memoryMiB?: number;
        /** vCPUs of the class. */
        vcpus?: number;
        /** Storage at creation, in GiB. */
        storageGiB?: number;
        /** How far storage autoscaling can go, in GiB. */
        maxStorageGiB?: number;
        /** Whether there is a standby in another availability zone. */
        multiAz?: boolean;
        /** Most read replicas, and as many as a new environment has unless its request asks for fewer. From 0 to 2. */
        readReplicas?: number;
        /** With the egress `nat-gateway`, from 1 to 3. */
        natGateways?: number;
        /** Whether IAM authentication is on. */
        iamAuthentication?: boolean;
      };
    };
    /**
     * Keys that sign the metadata of every stack that this portal creates or changes, so that another team that may
     * create stacks in the account cannot create one that looks like an environment. Without keys, nothing is signed.
     */
    stackProof?: {
      /** The first key signs, all of them verify. A key has at least 32 characters: `openssl rand -base64 32`. */
      keys: Array<{
        /** @visibility secret */
        secret: string;
      }>;
    };
    /**
     * Maximum number of concurrent requests of one user, in each plugin and process. Further requests are rejected with
     * status 429.
     */
    limits?: {
      perUser?: {
        /** Plans, including dry runs; from 1 to 1000. Default: 5. */
        plans?: number;
        /** Drift detections; from 1 to 1000. Default: 5. */
        driftDetections?: number;
        /** Availability checks of a suffix, and reads of an environment's progress; from 1 to 1000. Default: 20. */
        reads?: number;
      };
    };
    /** Available accounts and regions. If there are several, exactly one must have `default: true`. */
    targets: Array<{
      /**
       * A lower-case letter, then at most 19 lower-case letters, digits or hyphens.
       */
      name: string;
      default?: boolean;
      /** AWS account, 12 digits. */
      accountId: string;
      /** AWS region, such as eu-central-1. */
      region: string;
      /**
       * Address of the sandbox, for example http://127.0.0.1:4577; a URL on a loopback host. A target with `endpoint`
       * is the sandbox: requests are signed with placeholders, never with credentials of `aws`. Leave it out for AWS.
       */
      endpoint?: string;
      /**
       * Endpoints of AWS to use instead of the region's public ones: VPC interface endpoints, FIPS or dual-stack
       * endpoints. Each is an https URL without a path. Requests are signed with the account's credentials.
       */
      serviceEndpoints?: {
        /** For example https://vpce-0a1b2c3d-abcdefgh.cloudformation.eu-central-1.vpce.amazonaws.com */
        cloudformation?: string;
        /** For example https://monitoring-fips.us-east-1.amazonaws.com */
        cloudwatch?: string;
        /** For example https://ec2-fips.us-east-1.amazonaws.com */
        ec2?: string;
        /** For example https://vpce-0a1b2c3d-abcdefgh.api.pricing.us-east-1.vpce.amazonaws.com */
        pricing?: string;
        /** For example https://rds-fips.us-east-1.amazonaws.com */
        rds?: string;
        /** For example https://vpce-0a1b2c3d-abcdefgh.servicequotas.eu-central-1.vpce.amazonaws.com */
        servicequotas?: string;
        /** For example https://ssm-fips.us-east-1.amazonaws.com */
        ssm?: string;
      };
      /**
       * Names of the sizes on offer, of the stack module or `tap.sizes`; all by default.
       * @visibility backend
       */
      sizes?: string[];
      /**
       * Name of the size of a new environment whose request names none. Default: that of the stack module (`small`), or
       * the first one on offer if that is not.
       * @visibility backend
       */
      defaultSize?: string;
      /** Available retentions. Default: all. */
      retentions?: Array<'destroy' | 'snapshot' | 'retain'>;
      /**
       * What a size means on this target instead: the fields of `tap.sizes`, by name of the size.
       * @visibility backend
       */
      sizeOverrides?: {
        [size: string]: { [field: string]: string | number | boolean };
      };
      /**
       * Overrides of the PostgreSQL parameter group, by parameter name, in the unit of the parameter: work_mem: '65536'
       * is 64 MB. The back end does not start with a value that RDS rejects in every parameter group family; an
       * environment is not deployed with one that RDS rejects in its family.
       */
      databaseParameters?: { [name: string]: string };
      /**
       * When databases are backed up and maintained, in UTC. Each environment gets 30 minutes of each window, chosen by
       * its suffix, so that not all environments are restarted at the same time. The windows must not overlap. A change
       * modifies existing environments at their next update, without an interruption; RDS rejects this update while the
       * new maintenance window is in progress. Default: backups 00:00-04:00, maintenance sun:04:00-sun:08:00.
       */
      windows?: {
        /** Every day, at least 30 minutes, for example 00:00-04:00. */
        backup: string;
        /** Every week, at least 30 minutes, for example sun:04:00-sun:08:00. */
        maintenance: string;
      };
      /**
       * Offers the uptime `running-hours`: outside these hours, the portal stops the databases of the environments that
       * have it. Not for environments with read replicas, which RDS does not stop.
       */
      runningHours?: {
        /** IANA time zone, for example Europe/Berlin. */
        timeZone: string;
        /** Days on which the databases run, for example [mon, tue, wed, thu, fri]. */
        days: Array<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'>;
        /** hh:mm in quotes, for example '07:00'. */
        start: string;
        /** hh:mm in quotes, later than `start`, for example '19:00'. */
        stop: string;
      };
      /** Additional tags of every stack. */
      tags?: { [key: string]: string };
      /**
       * ARN of the role in this account that CloudFormation assumes, so that the portal's own role needs no permissions
       * for RDS or IAM (docs/IAM.md), for example arn:aws:iam::123456789012:role/tap-cloudformation. Required unless
       * the target has `endpoint`.
       */
      serviceRoleArn?: string;
      /**
       * ARN of the permissions boundary of every role in a stack: a policy of this account or of AWS, for example
       * arn:aws:iam::123456789012:policy/tap-boundary. The service role in docs/IAM.md creates no role without one.
       */
      permissionsBoundaryArn?: string;
      /**
       * Path of every role and instance profile in a stack. Existing environments keep theirs. Default: /tap/.
       */
      rolePath?: string;
      /**
       * An existing network to use instead of creating one for each environment. It is validated before an environment
       * is created. Existing environments keep theirs.
       */
      network?: {
        vpcId: string;
        /** Availability zones of the isolated subnets, in the same order; two or three. */
        availabilityZones: string[];
        /**
         * Subnets of the databases, without a route to the internet, one for each zone. Each needs two free addresses
         * for every environment.
         */
        isolatedSubnetIds: string[];
        /** Subnets with outbound internet access. The bastion is in the first one. */
        privateSubnetIds: string[];
        /**
         * A bastion that all environments share, instead of one for each. It must be in the VPC, reach Session Manager, and
         * have egress to port 5432.
         */
        bastion?: {
          /** For example i-0123456789abcdef0. */
          instanceId: string;
          /** One of its security groups, for example sg-0123456789abcdef0. The databases admit it. */
          securityGroupId: string;
        };
      };
      /**
       * How new environments reach the internet, which only their bastion needs. `nat-gateway`: through NAT gateways, or
       * through `network`. `public-ip`: the bastion has a public address and no ingress, which costs less; not with
       * `network`. `none`: there is no bastion, so the database has no roles and extensions, and
       * users connect from networks that reach the databases. Existing environments
       * keep theirs. Default: `public-ip` for sizes without a standby on a burstable class such as micro and small,
       * otherwise `nat-gateway`.
       */
      egress?: 'nat-gateway' | 'public-ip' | 'none';
      /**
       * From where databases can be reached on port 5432, in addition to the application's security group and the bastion:
       * at most three ranges of IPv4 addresses (a peered VPC, a VPN), IDs of prefix lists and, with `network`, IDs of security
       * groups of that VPC. For example [10.40.0.0/16, pl-0123456789abcdef0]. Routes are yours to add. A change modifies
       * existing environments at their next update, without an interruption. Default: nowhere else.
       */
      reachableFrom?: string[];
      /**
       * Private address range of each environment's own network, a /16. Existing environments keep theirs. Default:
       * 10.0.0.0/16.
       */
      vpcCidr?: string;
      /**
       * Instead of `vpcCidr`: a private range with at most 19 bits, for example 10.64.0.0/12. Each new environment gets a free
       * /20 of it, so that environments can be peered. Ranges of other VPCs of the account and region are not used. Pools of
       * targets in different accounts or regions must not overlap. Existing environments keep theirs.
       */
      cidrPool?: string;
      /** Prefix list of S3 in the region: lets databases import from and export to S3. */
      s3PrefixListId?: string;
      /**
       * ARN of an SNS topic in this account and region to which the alarms of the environments, and RDS's events of their
       * databases, are sent. Its policy, and that of its key, must allow cloudwatch.amazonaws.com and
       * events.amazonaws.com to publish. Environments with retention `destroy`, and single instances of a burstable class
       * such as `micro`, have only basic alarms and send no notifications. A change reaches existing environments with their next update.
       */
      alarmTopicArn?: string;
      /**
       * Whether alarms are sent to an SNS topic of the environment, instead of alarmTopicArn. Its subscriptions are yours
       * to add.
       */
      alarmTopic?: boolean;
      /**
       * Whether databases may use RDS Extended Support, which has additional costs, after the end of standard support.
       * Existing environments keep their value, because RDS cannot change it.
       */
      extendedSupport?: boolean;
      /**
       * Whether stacks without a valid proof (see `stackProof`) are ignored. Sign existing stacks before you set it.
       * Default: false.
       */
      requireStackProof?: boolean;
      /** Maximum number of CloudFormation API calls per second for this account and region. Default: 4. */
      callsPerSecond?: number;
    }>;
  };
}
