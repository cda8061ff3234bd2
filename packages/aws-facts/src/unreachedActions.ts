import { RESOURCE_TYPES } from './resourceTypes';

/**
 * A handler that CloudFormation runs for a stack. It runs `list` only to search for resources outside of stacks.
 *
 * @public
 */
export type HandlerName = 'create' | 'read' | 'update' | 'delete';

/**
 * An action that a handler can call by its schema, but not for a resource of TapStack.
 *
 * @public
 */
export interface UnreachedAction {
  readonly type: string;
  readonly action: string;
  /** Why TapStack's templates do not lead to the call. */
  readonly reason: string;
  /** The handlers that do not call it; absent for all of them. */
  readonly handlers?: readonly HandlerName[];
}

type Group = Omit<UnreachedAction, 'type' | 'action'> & {
  readonly actions: readonly string[];
};

const GROUPS: Readonly<Record<string, readonly Group[]>> = {
  'AWS::EC2::EIP': [
    {
      reason: 'TransferAddress is not set',
      actions: ['ec2:AcceptAddressTransfer'],
    },
    {
      reason:
        'InstanceId is not set: a NAT gateway associates and disassociates its address',
      actions: ['ec2:AssociateAddress', 'ec2:DisassociateAddress'],
    },
  ],
  'AWS::EC2::FlowLog': [
    {
      reason: 'LogDestinationType is cloud-watch-logs, delivered with a role',
      actions: [
        'iam:CreateServiceLinkedRole',
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        's3:GetBucketPolicy',
        's3:PutBucketPolicy',
      ],
    },
    {
      reason: 'ResourceType is VPC, and no Auto Scaling group is involved',
      actions: ['autoscaling:DescribeTags'],
    },
  ],
  'AWS::EC2::Instance': [
    {
      reason: 'PrivateDnsNameOptions is not set',
      actions: ['ec2:ModifyPrivateDnsNameOptions'],
    },
    { reason: 'KeyName is not set', actions: ['ec2:DescribeKeyPairs'] },
    {
      reason: 'LaunchTemplate is not set',
      actions: [
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeLaunchTemplateVersions',
      ],
    },
    {
      reason:
        'Volumes is not set: RunInstances creates the volume from BlockDeviceMappings',
      actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
    },
    {
      reason:
        'RunInstances sets the profile, and IamInstanceProfile does not change afterwards',
      actions: [
        'ec2:AssociateIamInstanceProfile',
        'ec2:DisassociateIamInstanceProfile',
        'ec2:ReplaceIamInstanceProfileAssociation',
      ],
    },
    {
      reason: 'CreditSpecification is not set',
      actions: ['ec2:ModifyInstanceCreditSpecification'],
    },
    {
      reason: 'Affinity, HostId, PlacementGroupName and Tenancy are not set',
      actions: ['ec2:ModifyInstancePlacement'],
    },
    {
      reason:
        'SourceDestCheck, DisableApiTermination and the like are not set, so only an update calls it',
      actions: ['ec2:ModifyInstanceAttribute'],
      handlers: ['create'],
    },
    {
      reason:
        'RunInstances starts the instance, with Monitoring, which does not change afterwards',
      actions: ['ec2:MonitorInstances', 'ec2:UnmonitorInstances'],
    },
    {
      reason: 'RunInstances starts the instance',
      actions: ['ec2:StartInstances'],
      handlers: ['create'],
    },
    {
      reason: 'AutoRecovery is not set',
      actions: ['ec2:ModifyInstanceMaintenanceOptions'],
    },
    {
      reason: 'SsmAssociations is not set',
      actions: [
        'ssm:CreateAssociation',
        'ssm:DeleteAssociation',
        'ssm:DescribeAssociation',
        'ssm:ListAssociations',
      ],
    },
  ],
  'AWS::EC2::NatGateway': [
    {
      reason:
        'SecondaryAllocationIds, SecondaryPrivateIpAddresses and AvailabilityZoneAddresses are not set',
      actions: [
        'ec2:AssociateNatGatewayAddress',
        'ec2:DisassociateNatGatewayAddress',
        'ec2:AssignPrivateNatGatewayAddress',
        'ec2:UnassignPrivateNatGatewayAddress',
      ],
    },
  ],
  'AWS::EC2::Subnet': [
    {
      reason: 'The subnets have no IPv6 addresses',
      actions: [
        'ec2:AssociateSubnetCidrBlock',
        'ec2:DisassociateSubnetCidrBlock',
      ],
    },
  ],
  'AWS::EC2::VPC': [
    {
      reason: 'VpcEncryptionControl is not set',
      actions: ['ec2:CreateVpcEncryptionControl'],
    },
    {
      reason: 'InstanceTenancy is not set',
      actions: ['ec2:ModifyVpcTenancy'],
    },
  ],
  'AWS::EC2::VPCEndpoint': [
    {
      reason: 'VpcEndpointType is Gateway, not ServiceNetwork',
      actions: [
        'vpc-lattice:CreateServiceNetworkVpcEndpointAssociation',
        'vpc-lattice:DescribeServiceNetworkVpcEndpointAssociation',
      ],
    },
    {
      reason: 'ServiceRegion is not set',
      actions: ['vpce:AllowMultiRegion'],
    },
  ],
  'AWS::EC2::VPCGatewayAttachment': [
    {
      reason: 'VpnGatewayId is not set',
      actions: [
        'ec2:AttachVpnGateway',
        'ec2:DetachVpnGateway',
        'ec2:DescribeVpnGateways',
      ],
    },
  ],
  'AWS::Events::Rule': [
    {
      reason: 'The targets are Lambda functions, which need no role',
      actions: ['iam:PassRole'],
    },
  ],
  'AWS::IAM::Role': [
    {
      reason: 'ManagedPolicyArns is not set: all policies are inline',
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
    },
    {
      reason: 'Description and MaxSessionDuration are not set',
      actions: ['iam:UpdateRole', 'iam:UpdateRoleDescription'],
    },
    {
      reason: 'A role keeps the permissions boundary that it was created with',
      actions: ['iam:DeleteRolePermissionsBoundary'],
    },
  ],
  'AWS::KMS::Key': [
    {
      reason: 'Enabled is not set: the keys are enabled',
      actions: ['kms:DisableKey', 'kms:EnableKey'],
    },
    {
      reason: 'EnableKeyRotation is always true',
      actions: ['kms:DisableKeyRotation'],
    },
  ],
  'AWS::Lambda::Function': [
    {
      reason: 'The code is inline (ZipFile), not in S3',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
    },
    {
      reason: 'VpcConfig is not set',
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
    },
    {
      reason: 'FileSystemConfigs is not set',
      actions: [
        'elasticfilesystem:DescribeMountTargets',
        's3files:ListMountTargets',
      ],
    },
    {
      reason: 'ReservedConcurrentExecutions is not set',
      actions: [
        'lambda:PutFunctionConcurrency',
        'lambda:DeleteFunctionConcurrency',
      ],
    },
    {
      reason: 'CodeSigningConfigArn is not set',
      actions: [
        'lambda:GetCodeSigningConfig',
        'lambda:PutFunctionCodeSigningConfig',
        'lambda:DeleteFunctionCodeSigningConfig',
      ],
    },
    { reason: 'Layers is not set', actions: ['lambda:GetLayerVersion'] },
    {
      reason: 'RuntimeManagementConfig is not set',
      actions: ['lambda:PutRuntimeManagementConfig'],
    },
    {
      reason: 'RecursiveLoop is not set',
      actions: ['lambda:PutFunctionRecursionConfig'],
    },
    {
      reason:
        'CapacityProviderConfig, FunctionScalingConfig and PublishToLatestPublished are not set',
      actions: [
        'lambda:PassCapacityProvider',
        'lambda:PutFunctionScalingConfig',
        'lambda:PublishVersion',
      ],
    },
  ],
  'AWS::Logs::LogGroup': [
    {
      reason: 'DataProtectionPolicy is not set',
      actions: [
        'logs:PutDataProtectionPolicy',
        'logs:DeleteDataProtectionPolicy',
        'logs:CreateLogDelivery',
        's3:REST.PUT.OBJECT',
        'firehose:TagDeliveryStream',
      ],
    },
    {
      reason: 'ResourcePolicyDocument is not set',
      actions: ['logs:PutResourcePolicy', 'logs:DeleteResourcePolicy'],
    },
    {
      reason: 'FieldIndexPolicies is not set',
      actions: ['logs:PutIndexPolicy', 'logs:DeleteIndexPolicy'],
    },
    {
      reason: 'BearerTokenAuthenticationEnabled is not set',
      actions: ['logs:PutBearerTokenAuthentication'],
    },
    {
      reason: 'DeletionProtectionEnabled is not set',
      actions: ['logs:PutLogGroupDeletionProtection'],
    },
    {
      reason: 'A log group keeps the key that it was created with',
      actions: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
    },
    {
      reason: 'RetentionInDays is always set',
      actions: ['logs:DeleteRetentionPolicy'],
    },
  ],
  'AWS::RDS::DBInstance': [
    {
      reason: 'The instances belong to no cluster',
      actions: ['rds:DescribeDBClusters', 'rds:DescribeDBClusterSnapshots'],
    },
    {
      reason:
        'DBSnapshotIdentifier, SourceDbiResourceId and SourceDBInstanceAutomatedBackupsArn are not set',
      actions: [
        'rds:DescribeDBSnapshots',
        'rds:RestoreDBInstanceFromDBSnapshot',
        'rds:RestoreDBInstanceToPointInTime',
      ],
    },
    {
      reason: 'AutomaticBackupReplicationRegion is not set',
      actions: [
        'rds:DescribeDBInstanceAutomatedBackups',
        'rds:StartDBInstanceAutomatedBackupsReplication',
        'rds:StopDBInstanceAutomatedBackupsReplication',
      ],
    },
    {
      reason:
        'ManageMasterUserPassword is not set: the stack has its own secret',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
    },
    {
      reason: 'SourceDBInstanceIdentifier of a replica is never removed',
      actions: ['rds:PromoteReadReplica'],
    },
  ],
  'AWS::S3::Bucket': [
    {
      reason: 'AbacStatus is not set',
      actions: ['s3:PutBucketAbac'],
    },
    {
      reason:
        'AccelerateConfiguration, AnalyticsConfigurations, CorsConfiguration, IntelligentTieringConfigurations, InventoryConfigurations, MetricsConfigurations, NotificationConfiguration, ObjectLockConfiguration and WebsiteConfiguration are not set',
      actions: [
        's3:PutAccelerateConfiguration',
        's3:PutAnalyticsConfiguration',
        's3:DeleteBucketAnalyticsConfiguration',
        's3:PutBucketCORS',
        's3:DeleteBucketCors',
        's3:PutIntelligentTieringConfiguration',
        's3:PutInventoryConfiguration',
        's3:PutMetricsConfiguration',
        's3:DeleteBucketMetricsConfiguration',
        's3:PutBucketNotification',
        's3:PutBucketObjectLockConfiguration',
        's3:PutObjectLockConfiguration',
        's3:PutBucketWebsite',
        's3:DeleteBucketWebsite',
      ],
    },
    {
      reason: 'ReplicationConfiguration is not set',
      actions: [
        'iam:PassRole',
        's3:PutBucketReplication',
        's3:PutReplicationConfiguration',
        's3:DeleteBucketReplication',
      ],
    },
    {
      reason: 'AccessControl is not set: ACLs are disabled',
      actions: ['s3:PutBucketAcl', 's3:PutObjectAcl'],
    },
    {
      reason: 'The handler empties no bucket',
      actions: ['s3:DeleteObject'],
    },
    {
      reason: 'Encryption and lifecycle rules are always set',
      actions: ['s3:DeleteBucketEncryption', 's3:DeleteBucketLifecycle'],
    },
    {
      reason:
        'MetadataTableConfiguration and MetadataConfiguration are not set',
      actions: [
        's3:CreateBucketMetadataTableConfiguration',
        's3:DeleteBucketMetadataTableConfiguration',
        's3:UpdateBucketMetadataJournalTableConfiguration',
        's3:UpdateBucketMetadataInventoryTableConfiguration',
        's3:UpdateBucketMetadataAnnotationTableConfiguration',
        's3tables:CreateNamespace',
        's3tables:CreateTable',
        's3tables:CreateTableBucket',
        's3tables:GetTable',
        's3tables:GetTableMetadataLocation',
        's3tables:PutTableBucketPolicy',
        's3tables:PutTableEncryption',
        's3tables:PutTablePolicy',
        's3tables:UpdateTableMetadataLocation',
      ],
    },
  ],
  'AWS::SNS::Topic': [
    {
      reason: 'Subscription is not set',
      actions: ['sns:Subscribe', 'sns:Unsubscribe'],
    },
    {
      reason: 'DataProtectionPolicy is not set',
      actions: ['sns:PutDataProtectionPolicy'],
    },
    {
      reason: 'DeliveryStatusLogging is not set',
      actions: ['iam:GetRole', 'iam:PassRole'],
    },
  ],
  'AWS::SSM::Association': [
    { reason: 'CalendarNames is not set', actions: ['ssm:GetCalendarState'] },
    {
      reason:
        'AWS-RunShellScript is a command document: only automations need a role',
      actions: ['iam:CreateServiceLinkedRole', 'iam:PassRole'],
    },
    {
      reason: 'The target is an instance, not a resource group',
      actions: [
        'resource-groups:GetGroupQuery',
        'resource-groups:ListGroupResources',
        'resource-groups:ListGroups',
      ],
    },
  ],
  'AWS::SecretsManager::Secret': [
    {
      reason: 'ReplicaRegions is not set',
      actions: [
        'secretsmanager:ReplicateSecretToRegions',
        'secretsmanager:RemoveRegionsFromReplication',
      ],
    },
  ],
  'AWS::SecretsManager::SecretTargetAttachment': [
    {
      reason: 'TargetType is AWS::RDS::DBInstance',
      actions: [
        'rds:DescribeDBClusters',
        'redshift:DescribeClusters',
        'redshift-serverless:GetNamespace',
        'redshift-serverless:ListWorkgroups',
        'docdb-elastic:GetCluster',
      ],
    },
  ],
};

/**
 * Handler actions that the templates of TapStack cannot reach, each with its reason. What is not certain is absent: an
 * action too many is a grant that is not used, an action too few is a deployment that fails.
 *
 * @public
 */
export const UNREACHED_ACTIONS: readonly UnreachedAction[] = Object.entries(
  GROUPS,
).flatMap(([type, groups]) =>
  groups.flatMap(({ actions, ...group }) =>
    actions.map(action => ({ type, action, ...group })),
  ),
);

/**
 * An action that a handler calls although the schema does not name it.
 *
 * @public
 */
export interface AdditionalAction {
  readonly type: string;
  readonly handlers: readonly HandlerName[];
  readonly actions: readonly string[];
  /** Where AWS documents it. */
  readonly source: string;
}

/**
 * Actions that AWS documents outside of the schemas of the types.
 *
 * @public
 */
export const ADDITIONAL_ACTIONS: readonly AdditionalAction[] = [
  {
    type: 'AWS::CloudFormation::CustomResource',
    handlers: ['create', 'update', 'delete'],
    actions: ['lambda:InvokeFunction'],
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html',
  },
  {
    // The volume has the key of the stack.
    type: 'AWS::EC2::Instance',
    handlers: ['create'],
    actions: [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    source:
      'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
  },
  {
    type: 'AWS::SecretsManager::Secret',
    handlers: ['create', 'read', 'update'],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    source:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  },
  {
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    handlers: ['create', 'read', 'update', 'delete'],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    source:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  },
];

/**
 * The IAM actions that a handler needs for a resource of TapStack: those of AWS's schema without
 * {@link UNREACHED_ACTIONS}, and {@link ADDITIONAL_ACTIONS}.
 *
 * @param type - CloudFormation type, such as `AWS::RDS::DBInstance`
 * @returns each action once; empty for a type without this handler
 *
 * @public
 */
export function handlerActions(type: string, handler: HandlerName): string[] {
  const unreached = UNREACHED_ACTIONS.filter(
    entry => entry.type === type && (entry.handlers?.includes(handler) ?? true),
  ).map(({ action }) => action);
  const { permissions = [] } = RESOURCE_TYPES[type]?.handlers[handler] ?? {};
  const additional = ADDITIONAL_ACTIONS.filter(
    entry => entry.type === type && entry.handlers.includes(handler),
  ).flatMap(({ actions }) => actions);
  return [...new Set([...permissions, ...additional])].filter(
    action => !unreached.includes(action),
  );
}
