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

/** Error of a service when a quota is exceeded. */
export interface QuotaError {
  code: string;
  message: string;
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
      message: 'Limit for stack has been exceeded',
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
      message: 'The maximum number of VPCs has been reached.',
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
      message: 'The maximum number of addresses has been reached.',
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
      message: 'The maximum number of NAT gateways has been reached.',
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
 * does not document the messages.
 */
export const DATABASE_QUOTAS: readonly DatabaseQuota[] = [
  {
    attribute: 'DBInstances',
    what: 'DB instances',
    resourceType: 'AWS::RDS::DBInstance',
    error: {
      code: 'InstanceQuotaExceeded',
      message:
        'The request would result in exceeding the allowed number of DB instances.',
    },
  },
  {
    attribute: 'AllocatedStorage',
    what: 'GiB of database storage',
    error: {
      code: 'StorageQuotaExceeded',
      message:
        'The request would result in exceeding the allowed amount of storage available across all DB instances.',
    },
  },
  {
    attribute: 'DBParameterGroups',
    what: 'DB parameter groups',
    resourceType: 'AWS::RDS::DBParameterGroup',
    error: {
      code: 'DBParameterGroupQuotaExceeded',
      message:
        'The request would result in exceeding the allowed number of DB parameter groups.',
    },
  },
  {
    attribute: 'DBSubnetGroups',
    what: 'DB subnet groups',
    resourceType: 'AWS::RDS::DBSubnetGroup',
    error: {
      code: 'DBSubnetGroupQuotaExceeded',
      message:
        'The request would result in exceeding the allowed number of DB subnet groups.',
    },
  },
  {
    attribute: 'ManualSnapshots',
    what: 'manual DB snapshots',
    resourceType: 'AWS::RDS::DBSnapshot',
    error: {
      code: 'SnapshotQuotaExceeded',
      message:
        'The request would result in exceeding the allowed number of DB snapshots.',
    },
  },
];
