import { Retention, SizeName } from '@tap/plugin-tap-common';
import type { ExistingNetwork } from '@tap/stack';
import type { SizeSpec } from '@tap/stack/sizes';

/** An account and region, as app-config's `tap.targets` tells it. @public */
export interface Target {
  name: string;
  isDefault: boolean;
  accountId: string;
  region: string;
  /** Only for the sandbox: the endpoint of every AWS service. */
  endpoint?: string;
  sizes: SizeName[];
  retentions: Retention[];
  /** What each size means on this target. */
  sizeSpecs: Record<SizeName, SizeSpec>;
  /** Overrides of the database's parameter group. */
  databaseParameters: Record<string, string>;
  /** Extra stack tags. */
  tags: Record<string, string>;
  /** CloudFormation service role. */
  serviceRoleArn?: string;
  permissionsBoundaryArn?: string;
  rolePath?: string;
  /** A network that is there already, instead of one for each environment. */
  network?: ExistingNetwork & {
    /** Zones of the isolated subnets, in their order. */
    availabilityZones: string[];
  };
  /** Address range of each environment's own network, a /16. */
  vpcCidr?: string;
  /** Prefix list of S3: lets databases reach S3 for import and export. */
  s3PrefixListId?: string;
  /** Whether alarms are sent to an SNS topic of the environment. */
  alarmTopic?: boolean;
  /** Whether RDS may run, and bill, databases beyond the end of standard support. */
  extendedSupport?: boolean;
  /** Most calls per second to CloudFormation on this account and region. */
  callsPerSecond: number;
}
