import { Egress, Retention, RunningHours } from '@tap/plugin-tap-common';
import {
  StackNetwork,
  StackOptions,
  StackSize,
  StackWindows,
} from '../stackModule';
import { StackProofs } from '../proofs/StackProofs';

/** AWS services that the engine calls, by the names of their endpoints. @public */
export const AWS_SERVICES = [
  'cloudformation',
  'cloudwatch',
  'ec2',
  'pricing',
  'rds',
  'servicequotas',
  'ssm',
] as const;

/** An AWS service that the engine calls. @public */
export type AwsService = (typeof AWS_SERVICES)[number];

/** An account and region on offer: one entry of `tap.targets` in app-config. @public */
export interface Target extends StackOptions {
  name: string;
  isDefault: boolean;
  accountId: string;
  region: string;
  /** The sandbox's address; undefined for a target on AWS. */
  endpoint?: string;
  /** Endpoints of AWS that replace the region's public ones; always empty for the sandbox. */
  serviceEndpoints: Partial<Record<AwsService, string>>;
  /** Names of the sizes on offer, from small to large. */
  sizes: string[];
  /** Name of the size of a new environment whose request names none; one of those on offer. */
  defaultSize: string;
  retentions: Retention[];
  /** What each size means on this target, those that are not on offer included. */
  sizeSpecs: Record<string, StackSize>;
  /** Overrides of the database's parameter group. */
  databaseParameters: Record<string, string>;
  /** When its databases are backed up and maintained; the stack module's choice without. */
  windows?: StackWindows;
  /** When databases with the uptime `running-hours` run; undefined if the target does not offer it. */
  runningHours?: RunningHours;
  /** Extra stack tags. */
  tags: Record<string, string>;
  /** Role that CloudFormation assumes; undefined only for the sandbox. */
  serviceRoleArn?: string;
  permissionsBoundaryArn?: string;
  rolePath?: string;
  /** A network that is there already, instead of one for each environment. */
  network?: StackNetwork & {
    /** Zones of the isolated subnets, in their order. */
    availabilityZones: string[];
  };
  /** Egress of new environments of any size; by size without. */
  egress?: Egress;
  /** Sources that reach the databases in addition to application and bastion. */
  reachableFrom?: string[];
  /** Address range of each environment's own network. */
  vpcCidr?: string;
  /** Instead of `vpcCidr`: a range of which each environment gets a free part. */
  cidrPool?: string;
  /** Prefix list of S3: lets databases reach S3 for import and export. */
  s3PrefixListId?: string;
  /** Whether alarms are sent to an SNS topic of the environment. */
  alarmTopic?: boolean;
  /** ARN of the SNS topic to which the alarms of all environments are sent. */
  alarmTopicArn?: string;
  /** Whether RDS may run, and bill, databases beyond the end of standard support. */
  extendedSupport?: boolean;
  /** Signs and checks the metadata of stacks; undefined where the portal has no keys. @internal */
  stackProofs?: StackProofs;
  /** Whether only stacks with a valid proof are environments. */
  requireStackProof?: boolean;
  /** Most calls per second to CloudFormation on this account and region. */
  callsPerSecond: number;
}
