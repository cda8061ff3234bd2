export interface Config {
  tap?: {
    /**
     * ID of this portal. A portal changes and expires only stacks that bear its own ID as tag `tap:portal`.
     * Default: `tap`.
     */
    portal?: string;
    stack?: {
      /** Name of the module that exports the stack. Default: `@tap/stack`. */
      module?: string;
    };
    /** Accounts and regions on offer. Where there are several, exactly one is `default: true`. */
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
      /** Endpoint of every AWS service; only for the sandbox, absent for AWS. */
      endpoint?: string;
      /** Sizes on offer; all by default. */
      sizes?: Array<'micro' | 'small' | 'medium' | 'large'>;
      /** Retentions on offer; all by default. */
      retentions?: Array<'destroy' | 'snapshot' | 'retain'>;
      /** Overrides of what a size means on this target. */
      sizeOverrides?: {
        [size: string]: {
          instanceClass?: string;
          memoryMiB?: number;
          vcpus?: number;
          /** GiB. */
          storageGiB?: number;
          /** GiB. */
          maxStorageGiB?: number;
          multiAz?: boolean;
          readReplicas?: number;
          natGateways?: number;
          iamAuthentication?: boolean;
        };
      };
      /** Overrides of the PostgreSQL parameter group, by parameter name. */
      databaseParameters?: { [name: string]: string };
      /** Tags that every stack gets, beside TAP's own. */
      tags?: { [key: string]: string };
      /** Role that CloudFormation assumes, so that the portal itself holds no power over RDS or IAM. */
      serviceRoleArn?: string;
      /** Permissions boundary of every role that the stack makes. */
      permissionsBoundaryArn?: string;
      /** Path of every role that the stack makes, such as /tap/. */
      rolePath?: string;
      /**
       * A network that is there already: then environments make none of their own. It is looked at before anything is made
       * in it.
       */
      network?: {
        vpcId: string;
        /** Zones of the isolated subnets, in their order; two or three. */
        availabilityZones: string[];
        /**
         * Subnets of the databases, without a route to the internet, one for each zone, each with two free addresses for
         * every environment.
         */
        isolatedSubnetIds: string[];
        /** Subnets with a way out; the bastion is put into the first. */
        privateSubnetIds: string[];
      };
      /** Address range of each environment's own network, a /16. Default: 10.0.0.0/16. */
      vpcCidr?: string;
      /** Prefix list of S3 in the region: lets databases import from and export to S3. */
      s3PrefixListId?: string;
      /** Whether alarms are sent to an SNS topic of the environment. */
      alarmTopic?: boolean;
      /** Whether RDS may run, and bill, databases beyond the end of standard support. */
      extendedSupport?: boolean;
      /** Most calls per second to CloudFormation on this account and region. Default: 4. */
      callsPerSecond?: number;
    }>;
  };
}
