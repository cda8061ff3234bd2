/** A quota in AWS's Service Quotas on the number of resources of a type in a region. */
export interface ServiceQuota {
  /** As in the requests of Service Quotas. */
  serviceCode: 'cloudformation' | 'ec2' | 'vpc';
  quotaCode: string;
  /** What is counted, in the plural. */
  what: string;
  /** CloudFormation's resource type. */
  resourceType: string;
  /** Whether the quota applies to each availability zone. */
  perZone: boolean;
  /** Value for a new account. */
  defaultValue: number;
  /** Error of the service when the quota is exceeded. */
  error: QuotaError;
}

/** By how much a request exceeds a quota. */
export interface QuotaExcess {
  limit: number;
  /** What the request asks for. */
  requested: number;
  /** What is missing. */
  excess: number;
}

/** Error of a service when a quota is exceeded. */
export interface QuotaError {
  code: string;
  message: (excess: QuotaExcess) => string;
  /** HandlerErrorCode in the events of CloudFormation; undefined for the stack itself. */
  handlerErrorCode?: 'GeneralServiceException' | 'ServiceLimitExceeded';
  /** Public report with the message of AWS, read in November 2026; undefined if none was found. */
  source?: string;
}

/**
 * The quotas of CloudFormation and EC2 that an environment uses. Codes and values:
 * https://docs.aws.amazon.com/general/latest/gr/cfn.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html. Error codes:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const SERVICE_QUOTAS: readonly ServiceQuota[] = [
  {
    serviceCode: 'cloudformation',
    quotaCode: 'L-0485CB21',
    what: 'CloudFormation stacks',
    resourceType: 'AWS::CloudFormation::Stack',
    perZone: false,
    defaultValue: 2000,
    error: {
      code: 'LimitExceededException',
      message: () => 'Limit for stack has been exceeded',
      source: 'https://github.com/aws-amplify/amplify-cli/issues/5221',
    },
  },
  {
    serviceCode: 'vpc',
    quotaCode: 'L-F678F1CE',
    what: 'VPCs',
    resourceType: 'AWS::EC2::VPC',
    perZone: false,
    defaultValue: 5,
    error: {
      code: 'VpcLimitExceeded',
      message: () => 'The maximum number of VPCs has been reached.',
      handlerErrorCode: 'GeneralServiceException',
      source:
        'https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/241',
    },
  },
  {
    serviceCode: 'ec2',
    quotaCode: 'L-0263D0A3',
    what: 'elastic IP addresses',
    resourceType: 'AWS::EC2::EIP',
    perZone: false,
    defaultValue: 5,
    error: {
      code: 'AddressLimitExceeded',
      message: () => 'The maximum number of addresses has been reached.',
      handlerErrorCode: 'GeneralServiceException',
      source: 'https://github.com/radius-project/samples/issues/711',
    },
  },
  {
    serviceCode: 'vpc',
    quotaCode: 'L-FE5A380F',
    what: 'NAT gateways in an availability zone',
    resourceType: 'AWS::EC2::NatGateway',
    perZone: true,
    defaultValue: 5,
    error: {
      code: 'NatGatewayLimitExceeded',
      message: ({ limit }) =>
        `Performing this operation would exceed the limit of ${limit} NAT gateways`,
      handlerErrorCode: 'ServiceLimitExceeded',
      source: 'https://github.com/kubernetes/k8s.io/issues/6027',
    },
  },
];

/** A quota of RDS on the resources of an account in a region. */
export interface DatabaseQuota {
  /** Name in the response of DescribeAccountAttributes. */
  attribute: string;
  /** What is counted, in the plural. */
  what: string;
  /** CloudFormation's resource type, or `AWS::RDS::DBSnapshot`; undefined for the storage of all databases, in GiB. */
  resourceType?: string;
  /** Error of RDS when the quota is exceeded. */
  error: QuotaError;
}

/**
 * The quotas of RDS that an environment uses. DescribeAccountAttributes returns their values together with what is used:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeAccountAttributes.html. Error codes:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html and the pages of the other actions. AWS
 * does not document the messages: those without a source are the description of the error. That of the storage is of
 * ModifyDBInstance. The HandlerErrorCode was read for instances and snapshots:
 * https://github.com/radius-project/radius/issues/7009, https://github.com/radius-project/samples/issues/842
 */
export const DATABASE_QUOTAS: readonly DatabaseQuota[] = [
  {
    attribute: 'DBInstances',
    what: 'DB instances',
    resourceType: 'AWS::RDS::DBInstance',
    error: {
      code: 'InstanceQuotaExceeded',
      message: () => 'DB Instance quota exceeded',
      handlerErrorCode: 'ServiceLimitExceeded',
      source: 'https://github.com/elastic/beats/issues/38059',
    },
  },
  {
    attribute: 'AllocatedStorage',
    what: 'GiB of database storage',
    error: {
      code: 'StorageQuotaExceeded',
      message: ({ excess, requested }) =>
        `The operation cannot be completed. The storage quota for this account has been exceeded by ${excess}; requested iops: 0; computed size: ${requested}. You can use the Service Quotas console to request an increase in total storage for this account`,
      handlerErrorCode: 'ServiceLimitExceeded',
      source: 'https://github.com/ministryofjustice/cloud-platform/issues/6424',
    },
  },
  {
    attribute: 'DBParameterGroups',
    what: 'DB parameter groups',
    resourceType: 'AWS::RDS::DBParameterGroup',
    error: {
      code: 'DBParameterGroupQuotaExceeded',
      message: () =>
        'Request would result in user exceeding the allowed number of DB parameter groups.',
      handlerErrorCode: 'ServiceLimitExceeded',
    },
  },
  {
    attribute: 'DBSubnetGroups',
    what: 'DB subnet groups',
    resourceType: 'AWS::RDS::DBSubnetGroup',
    error: {
      code: 'DBSubnetGroupQuotaExceeded',
      message: ({ limit }) =>
        `You have already reached your quota of ${limit} DB subnet groups per customer.`,
      handlerErrorCode: 'ServiceLimitExceeded',
      source: 'https://github.com/keycloak/keycloak/issues/28998',
    },
  },
  {
    attribute: 'ManualSnapshots',
    what: 'manual DB snapshots',
    resourceType: 'AWS::RDS::DBSnapshot',
    error: {
      code: 'SnapshotQuotaExceeded',
      message: ({ limit }) =>
        `Cannot create more than ${limit} manual snapshots`,
      handlerErrorCode: 'ServiceLimitExceeded',
      source: 'https://github.com/pbudzon/aws-maintenance/issues/12',
    },
  },
];
