import { instanceCreationSeconds, INSTANCE_SECONDS } from './instanceSeconds';

/**
 * Where the durations come from, read on 28 November 2026. AWS publishes none: those with an address are measurements and
 * statements that others have published, all others are estimates. `./tap verify-account --deploy` measures them in an account.
 *
 * @public
 */
export const DURATION_SOURCES = {
  rdsEvents:
    'Events of RDS: up to 5 to 10 minutes without Multi-AZ, up to 15 to 20 minutes with it: https://github.com/hashicorp/terraform/issues/498',
  deletionLog:
    'Terraform log of the deletion of a DB instance of PostgreSQL: more than 4:50 minutes: https://github.com/hashicorp/terraform/issues/32358',
  routeEvents:
    'Events of CloudFormation: 16 seconds for a route and for an association: https://github.com/widdix/aws-s3-virusscan/issues/39',
  roleEvents:
    'Events of CloudFormation: 20 seconds for a role: https://github.com/unbounce/iidy/issues/145',
  vpcLog:
    'Terraform logs: 21 and 22 seconds for a VPC: https://github.com/DevopsArtFactory/terraform-provisioning/pull/4 and /pull/7',
  profileDelay:
    'Comment that quotes AWS: the creation of an instance profile waits for two minutes: https://github.com/hashicorp/terraform/issues/15341',
  uncitedLogs:
    'Estimate: logs of Terraform and of the CDK CLI were found by their text, without an address that can be cited or checked: NAT gateway 84 to 121 seconds, its deletion 42 to 61 seconds, deletion of an instance 35 and 62 seconds, DB instance without Multi-AZ 302 to 462 seconds, its deletion 195 seconds',
  queueRule:
    'A deleted queue must be gone for 60 seconds before its name can be used again: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html',
  estimate: 'Estimate: no measurement was found',
} as const;

/** Typical seconds of the operations of CloudFormation on a resource. @public */
export interface TypicalDurations {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly source: keyof typeof DURATION_SOURCES;
}

/** For types that the table does not have: one call, and one read that confirms it. */
const USUAL: TypicalDurations = {
  create: 5,
  update: 3,
  delete: 3,
  source: 'estimate',
};

function row(
  source: keyof typeof DURATION_SOURCES,
  seconds: Partial<TypicalDurations>,
): TypicalDurations {
  return { ...USUAL, ...seconds, source };
}

/**
 * Typical durations by resource type, except those of DB instances ({@link INSTANCE_SECONDS}).
 *
 * @public
 */
export const TYPICAL_DURATIONS: Readonly<Record<string, TypicalDurations>> = {
  'AWS::CDK::Metadata': row('estimate', { create: 1, update: 1, delete: 1 }),
  'AWS::CloudFormation::CustomResource': row('estimate', {
    create: 8,
    update: 8,
    delete: 8,
  }),
  'AWS::EC2::EIP': row('estimate', { create: 15 }),
  'AWS::EC2::Instance': row('uncitedLogs', {
    create: 35,
    update: 30,
    delete: 50,
  }),
  'AWS::EC2::InternetGateway': row('estimate', { create: 15 }),
  'AWS::EC2::NatGateway': row('uncitedLogs', { create: 110, delete: 55 }),
  'AWS::EC2::Route': row('routeEvents', { create: 16 }),
  'AWS::EC2::SecurityGroup': row('estimate', { create: 8 }),
  'AWS::EC2::SubnetRouteTableAssociation': row('routeEvents', { create: 16 }),
  'AWS::EC2::VPC': row('vpcLog', { create: 21 }),
  // Those with an interface take longer than gateways: 20 seconds are an estimate.
  'AWS::EC2::VPCEndpoint': row('estimate', { create: 20, delete: 10 }),
  'AWS::Events::Rule': row('estimate', { create: 60, delete: 10 }),
  'AWS::IAM::InstanceProfile': row('profileDelay', { create: 130 }),
  'AWS::IAM::Role': row('roleEvents', { create: 20, update: 10 }),
  'AWS::KMS::Key': row('estimate', { create: 20, update: 15 }),
  'AWS::Lambda::Function': row('estimate', { create: 12, update: 8 }),
  'AWS::RDS::DBParameterGroup': row('estimate', { create: 12, update: 12 }),
  'AWS::S3::Bucket': row('estimate', { create: 18, update: 15 }),
  'AWS::SNS::Topic': row('estimate', { create: 10 }),
  'AWS::SQS::Queue': row('queueRule', { create: 30, delete: 60 }),
  // The instance starts, installs its packages and runs the document.
  'AWS::SSM::Association': row('estimate', { create: 60, update: 15 }),
  'AWS::SecretsManager::Secret': row('estimate', { create: 8 }),
};

/**
 * The typical durations of a resource type. All custom resources count as one type.
 *
 * @public
 */
export function typicalDurations(resourceType: string): TypicalDurations {
  const type = resourceType.startsWith('Custom::')
    ? 'AWS::CloudFormation::CustomResource'
    : resourceType;
  return TYPICAL_DURATIONS[type] ?? USUAL;
}

/** What the durations of a resource of a template depend on. @public */
export interface TimedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** Seconds that CloudFormation typically needs to create a resource. @public */
export function creationSeconds({ Type, Properties }: TimedResource): number {
  return Type === 'AWS::RDS::DBInstance'
    ? instanceCreationSeconds(Properties ?? {})
    : typicalDurations(Type).create;
}

/**
 * Seconds that CloudFormation typically needs to create a resource, or to delete it with its stack.
 *
 * @returns 0 for the deletion of a resource that CloudFormation keeps
 * @public
 */
export function operationSeconds(
  resource: TimedResource,
  operation: 'create' | 'delete',
): number {
  return operation === 'create'
    ? creationSeconds(resource)
    : deletionSeconds(resource);
}

function deletionSeconds({ Type, DeletionPolicy = '' }: TimedResource): number {
  if (DeletionPolicy.startsWith('Retain')) {
    return 0;
  }
  if (Type !== 'AWS::RDS::DBInstance') {
    return typicalDurations(Type).delete;
  }
  const { delete: deletion, finalSnapshot } = INSTANCE_SECONDS;
  return DeletionPolicy === 'Snapshot' ? deletion + finalSnapshot : deletion;
}
