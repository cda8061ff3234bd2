/** An acknowledged finding and the reason. */
export interface Acknowledgement {
  /**
   * IDs of the rules. `{partition}`, `{region}` and `{account}` stand for those of the stack.
   */
  rules: string[];
  /**
   * Paths of constructs below the stack; paths that do not exist are ignored.
   */
  constructs: string[];
  /** The reason, for auditors. */
  reason: string;
}

const INSTANCES = [
  'Database/Instance',
  'ReadReplica1/Instance',
  'ReadReplica2/Instance',
];
const ROLES = [
  'FlowLogs/Role',
  'DatabaseRole/Monitoring',
  'DatabaseRole/BucketAccess',
  'Bastion/Role',
  'Inventory/Role',
  'Housekeeping/Role',
];
const FUNCTIONS = ['Inventory/Function', 'Housekeeping/Function'];

function wildcard(resource: string): string {
  return `AwsSolutions-IAM5[Resource::${resource}]`;
}

/**
 * All acknowledged findings of the four cdk-nag packs and of aws-cdk-lib's
 * validator. docs/COMPLIANCE.md is generated from this table.
 */
export const ACKNOWLEDGEMENTS: Acknowledgement[] = [
  {
    rules: [
      'AwsSolutions-RDS10',
      'HIPAA.Security-RDSInstanceDeletionProtectionEnabled',
      'NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled',
    ],
    constructs: INSTANCES,
    reason:
      'An update enables deletion protection after the stack is complete, for retained environments only. With protection from the start, a failed creation could not be rolled back. Read replicas have none, so that a resize can remove them.',
  },
  {
    rules: ['AwsSolutions-RDS11'],
    constructs: INSTANCES,
    reason:
      'Clients expect port 5432. It is reachable from two security groups only, so another port would not improve security.',
  },
  {
    rules: [
      'AwsSolutions-RDS2',
      'HIPAA.Security-RDSStorageEncrypted',
      'NIST.800.53.R5-RDSStorageEncrypted',
      'PCI.DSS.321-RDSStorageEncrypted',
    ],
    constructs: INSTANCES.slice(1),
    reason:
      'A replica in the same region inherits the encryption and the customer managed key of its primary. RDS rejects these properties for a replica.',
  },
  {
    rules: [
      'AwsSolutions-RDS3',
      'HIPAA.Security-RDSMultiAZSupport',
      'NIST.800.53.R5-RDSMultiAZSupport',
    ],
    constructs: INSTANCES,
    reason:
      'The sizes micro and small are for development and have no standby. The sizes medium and large have one. A read replica can be recreated from its primary.',
  },
  {
    rules: [
      'HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled',
      'PCI.DSS.321-RDSAutomaticMinorVersionUpgradeEnabled',
    ],
    constructs: INSTANCES,
    reason:
      'The minor version is pinned in the template and upgraded by a reviewed update, replicas first. After an automatic upgrade, the next update would request a downgrade, which RDS rejects.',
  },
  {
    rules: ['HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan'],
    constructs: INSTANCES,
    reason:
      'The primary has automated backups with point-in-time recovery. Recovery points of an AWS Backup plan would block or outlive the teardown. An account that requires AWS Backup can select the databases by tag.',
  },
  {
    rules: [
      'AwsSolutions-SMG4',
      'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    constructs: ['Secret/Resource', 'Access/Owner', 'Access/Rw', 'Access/Ro'],
    reason:
      'Hosted rotation requires a transform and a nested stack with a function in the VPC, whose network interfaces delay the teardown. The passwords are generated, and those of the roles are rotated on request. Users connect with roles that have only the privileges that they need, or authenticate with IAM (all sizes except micro); the secret of the master user is for administrators.',
  },
  {
    rules: [
      'HIPAA.Security-IAMNoInlinePolicy',
      'NIST.800.53.R5-IAMNoInlinePolicy',
      'PCI.DSS.321-IAMNoInlinePolicy',
    ],
    constructs: ROLES,
    reason:
      'Each role has one policy that no other role uses. An inline policy is created and deleted with the role: no service runs without its permissions, and no policy remains.',
  },
  {
    rules: [
      wildcard('<Bucket.Arn>/imports/*'),
      wildcard('<Bucket.Arn>/exports/*'),
    ],
    constructs: ['DatabaseRole/BucketAccess'],
    reason:
      'Users of the database choose the names of imported and exported files. Read access is limited to imports/, write access to exports/.',
  },
  {
    rules: [wildcard('<Bucket.Arn>/*'), wildcard('<AccessLogs.Arn>/*')],
    constructs: ['Housekeeping/Role'],
    reason:
      'Emptying a bucket deletes all objects. The role can delete but not read objects, in these two buckets only.',
  },
  {
    rules: [
      wildcard(
        'arn:{partition}:logs:{region}:{account}:log-group:RDSOSMetrics:log-stream:*',
      ),
    ],
    constructs: ['DatabaseRole/Monitoring'],
    reason:
      'RDS names the log stream after the resource ID of the instance, which is unknown before its creation. The log group is fixed, and the role cannot create log groups.',
  },
  {
    rules: [wildcard('*')],
    constructs: ['Bastion/Role'],
    reason:
      'The five actions of Session Manager are allowed for all resources, as AWS documents: four do not support resource-level permissions, and the instance ID is unknown when the role is created. PutMetricData does not support them either and is limited to one namespace.',
  },
  {
    rules: [
      'HIPAA.Security-EC2InstanceNoPublicIp',
      'NIST.800.53.R5-EC2InstanceNoPublicIp',
      'PCI.DSS.321-EC2InstanceNoPublicIp',
    ],
    constructs: ['Bastion/Instance'],
    reason:
      'Only with the egress public-ip, which costs less than a NAT gateway and is the default of the sizes without a standby on burstable classes. The security group of the bastion has no ingress rule, and Session Manager needs none. Use the egress nat-gateway or none where instances must not have public addresses.',
  },
  {
    rules: [
      'HIPAA.Security-EC2InstancesInVPC',
      'NIST.800.53.R5-EC2InstancesInVPC',
      'PCI.DSS.321-EC2InstancesInVPC',
    ],
    constructs: ['Bastion/Instance'],
    reason:
      'Only with the egress public-ip, where the network interface of the bastion names its subnet, which cdk-nag does not read. The instance is in the VPC.',
  },
  {
    rules: [
      'AwsSolutions-EC28',
      'HIPAA.Security-EC2InstanceDetailedMonitoringEnabled',
    ],
    constructs: ['Bastion/Instance'],
    reason:
      'Only with the egress public-ip. The status checks of the bastion, for which there is an alarm, are reported every minute in any case. Detailed monitoring and the metrics of the CloudWatch agent (memory and disk usage) are charged and omitted.',
  },
  {
    rules: ['AwsSolutions-EC29'],
    constructs: ['Bastion/Instance'],
    reason:
      'The bastion has no data and can be recreated in minutes. Termination protection would block the teardown.',
  },
  {
    rules: [
      'HIPAA.Security-LambdaInsideVPC',
      'NIST.800.53.R5-LambdaInsideVPC',
      'PCI.DSS.321-LambdaInsideVPC',
    ],
    constructs: FUNCTIONS,
    reason:
      'The functions call only AWS APIs over TLS. In a VPC, the housekeeping function could not respond to CloudFormation after the NAT gateway is deleted, and its network interfaces would block the deletion of subnets.',
  },
  {
    rules: [
      'HIPAA.Security-LambdaConcurrency',
      'NIST.800.53.R5-LambdaConcurrency',
    ],
    constructs: FUNCTIONS,
    reason:
      'Reserved concurrency reduces the quota of the account, which is ten for a new account, so the creation could fail. One function runs once a day, the other during stack operations. No other principal can invoke them.',
  },
  {
    rules: ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    constructs: ['Housekeeping/Function'],
    reason:
      'CloudFormation waits for each response of this function and fails the resource if there is none, so no failure is lost.',
  },
  {
    rules: [
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    constructs: ['AccessLogs/Resource'],
    reason:
      'S3 cannot deliver access logs to a bucket whose default encryption is a customer managed key. The logs are encrypted with SSE-S3.',
  },
  {
    rules: [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    constructs: ['Bucket/Resource', 'AccessLogs/Resource'],
    reason:
      'Imports and exports are versioned copies of other data. A replica in another region would remain after the teardown.',
  },
  {
    rules: [
      'HIPAA.Security-VPCDefaultSecurityGroupClosed',
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
    ],
    constructs: ['Network/Vpc'],
    reason:
      'The custom resource Custom::CloseDefaultSecurityGroup removes its rules, which cdk-nag cannot detect in a template.',
  },
  {
    rules: [
      'HIPAA.Security-VPCNoUnrestrictedRouteToIGW',
      'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
      'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
    ],
    constructs: ['Network/InternetRoute'],
    reason:
      'The bastion needs the internet to reach Session Manager. The public subnets contain only its NAT gateways or, with the egress public-ip, the bastion, which admits no connections. The subnets of the databases have no route to the internet. With the egress none there is no internet gateway.',
  },
  {
    rules: [
      'HIPAA.Security-CloudWatchAlarmAction',
      'NIST.800.53.R5-CloudWatchAlarmAction',
    ],
    constructs: [
      'DatabaseAlarm',
      'ReadReplica1Alarm',
      'ReadReplica2Alarm',
      'DeadLettersAlarm',
    ],
    reason:
      'With a topic (alarmTopic or alarmTopicArn), every alarm has an action, except with retention destroy and on a single instance of a burstable class. These environments have only basic alarms, which are visible in CloudWatch and send no notifications.',
  },
  {
    rules: ['CloudFormation-Validate::W3010'],
    constructs: [''],
    reason:
      'Availability zones are pinned intentionally: another order of Fn::GetAZs would move subnets and replace the database.',
  },
  {
    rules: ['CloudFormation-Validate::W3011'],
    constructs: [''],
    reason:
      'The dependencies of a retained environment are kept when the stack is deleted. When such a resource is replaced, the old one is no longer used and is deleted, which is the default of CloudFormation. Resources with data have UpdateReplacePolicy.',
  },
  {
    rules: ['CloudFormation-Validate::W9010'],
    constructs: ['Bastion/Instance'],
    reason:
      'The AMI is pinned intentionally: resolving it in every update would replace the bastion while it is used.',
  },
];
