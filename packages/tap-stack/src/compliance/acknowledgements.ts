/** Findings that are not fixed, where, and why fixing them would do harm. */
export interface Acknowledgement {
  /**
   * IDs of the rules. `{region}` and `{account}` stand for those of the stack.
   */
  rules: string[];
  /** Paths of constructs below the stack; those that a shape has not are left out. */
  constructs: string[];
  /** What an auditor is told. */
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
 * Every finding of cdk-nag's four packs and of aws-cdk-lib's own validator that
 * stands, with its reason. docs/COMPLIANCE.md is generated from this table.
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
      'Protection is switched on by an update once the stack is complete, and only for environments that are retained: on from the start, a failed create could not clean up after itself. Replicas are copies and carry none, so that a resize can remove one.',
  },
  {
    rules: ['AwsSolutions-RDS11'],
    constructs: INSTANCES,
    reason:
      'Port 5432 is what every client expects. It can be reached from two security groups only, so that another number would hide nothing.',
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
      'A replica in the same region always inherits encryption and key of its primary, which is encrypted under the customer managed key; RDS refuses to be told again.',
  },
  {
    rules: [
      'AwsSolutions-RDS3',
      'HIPAA.Security-RDSMultiAZSupport',
      'NIST.800.53.R5-RDSMultiAZSupport',
    ],
    constructs: INSTANCES,
    reason:
      'Sizes micro and small are for development and have no standby by design; medium and large have one. A replica can be made anew from its primary and needs none.',
  },
  {
    rules: [
      'HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled',
      'PCI.DSS.321-RDSAutomaticMinorVersionUpgradeEnabled',
    ],
    constructs: INSTANCES,
    reason:
      'The minor version is pinned in the template and raised by a reviewed update, replicas first. An upgrade behind the template would make the next update ask for a downgrade, which RDS refuses.',
  },
  {
    rules: ['HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan'],
    constructs: INSTANCES,
    reason:
      'The primary has automated backups of RDS with point-in-time recovery. A plan of AWS Backup would keep recovery points that block or outlive the teardown; an account that wants one selects these databases by tag.',
  },
  {
    rules: [
      'AwsSolutions-SMG4',
      'HIPAA.Security-SecretsManagerRotationEnabled',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
    ],
    constructs: ['Secret/Resource'],
    reason:
      'Hosted rotation needs a template transform and a nested stack, with a function in the VPC whose network interfaces hold up the teardown. Everyday access can use IAM authentication (all sizes but micro); the master password is generated and seen by no one.',
  },
  {
    rules: [
      'HIPAA.Security-IAMNoInlinePolicy',
      'NIST.800.53.R5-IAMNoInlinePolicy',
      'PCI.DSS.321-IAMNoInlinePolicy',
    ],
    constructs: ROLES,
    reason:
      'Each role has one policy that no other may share. Inline, it comes and goes with the role: no service ever runs before its permissions are there, and no policy is left behind to be attached elsewhere.',
  },
  {
    rules: [
      wildcard('<Bucket.Arn>/imports/*'),
      wildcard('<Bucket.Arn>/exports/*'),
    ],
    constructs: ['DatabaseRole/BucketAccess'],
    reason:
      'Names of imported and exported files are chosen by the user of the database. Reading is limited to imports/, writing to exports/.',
  },
  {
    rules: [wildcard('<Bucket.Arn>/*'), wildcard('<AccessLogs.Arn>/*')],
    constructs: ['Housekeeping/Role'],
    reason:
      'Emptying a bucket before it is deleted means any file in it. The role may delete and not read, in these two buckets only.',
  },
  {
    rules: [
      wildcard(
        'arn:aws:logs:{region}:{account}:log-group:RDSOSMetrics:log-stream:*',
      ),
    ],
    constructs: ['DatabaseRole/Monitoring'],
    reason:
      'RDS names the stream after the resource ID of the instance, which is not known before it exists. The log group is fixed, and the role cannot create one.',
  },
  {
    rules: [wildcard('*')],
    constructs: ['Bastion/Role'],
    reason:
      'The five actions of Session Manager are allowed as AWS documents them, which is for all resources: four know none, and the ID of the instance is not known before its role. PutMetricData knows none either and is limited to one namespace.',
  },
  {
    rules: ['AwsSolutions-EC29'],
    constructs: ['Bastion/Instance'],
    reason:
      'The bastion holds no data and is made anew in minutes; termination protection would block the teardown of the environment.',
  },
  {
    rules: [
      'HIPAA.Security-LambdaInsideVPC',
      'NIST.800.53.R5-LambdaInsideVPC',
      'PCI.DSS.321-LambdaInsideVPC',
    ],
    constructs: FUNCTIONS,
    reason:
      'Neither function talks to anything in the VPC, only to AWS APIs over TLS. In a VPC, housekeeping could not answer CloudFormation once the NAT gateway is gone and would hang the teardown, and its network interfaces would hold subnets back.',
  },
  {
    rules: [
      'HIPAA.Security-LambdaConcurrency',
      'NIST.800.53.R5-LambdaConcurrency',
    ],
    constructs: FUNCTIONS,
    reason:
      'Reserved concurrency is taken from the account, where a new one has ten in all, and would let creation fail. One runs once a day, the other with the stack; nobody else may invoke them.',
  },
  {
    rules: ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    constructs: ['Housekeeping/Function'],
    reason:
      'CloudFormation waits for each answer of this function and reports a missing one as a failure of the resource: a failure cannot get lost.',
  },
  {
    rules: [
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    constructs: ['AccessLogs/Resource'],
    reason:
      'S3 cannot deliver access logs to a bucket whose default is a customer managed key. They are encrypted with the key of S3.',
  },
  {
    rules: [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    constructs: ['Bucket/Resource', 'AccessLogs/Resource'],
    reason:
      'Imports and exports are copies of what is elsewhere, and versioned. A replica in another region would outlive the environment, against the promise of its teardown.',
  },
  {
    rules: [
      'HIPAA.Security-VPCDefaultSecurityGroupClosed',
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
    ],
    constructs: ['Network/Vpc'],
    reason:
      'It is closed, by the custom resource Custom::CloseDefaultSecurityGroup; the rule cannot see that in a template.',
  },
  {
    rules: [
      'HIPAA.Security-VPCNoUnrestrictedRouteToIGW',
      'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
      'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
    ],
    constructs: ['Network/InternetRoute'],
    reason:
      'Only NAT gateways stand in the public subnets, for the bastion to reach Session Manager. Databases are in subnets without any route out.',
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
      'BastionAlarm',
      'InventoryAlarm',
      'ScheduleAlarm',
      'DeadLettersAlarm',
    ],
    reason:
      'With alarmTopic every alarm has an action. Without it alarms are there to be looked at, which is enough for an environment of an afternoon.',
  },
  {
    rules: ['CloudFormation-Validate::W3010'],
    constructs: [''],
    reason:
      'Availability zones are pinned on purpose: another order of Fn::GetAZs would move subnets and replace the database.',
  },
  {
    rules: ['CloudFormation-Validate::W3011'],
    constructs: [''],
    reason:
      'What a retained environment stands on stays when the stack goes. When such a resource is replaced its successor is in use already and the old one may go, which is what CloudFormation does unless told otherwise; what holds data is told otherwise.',
  },
  {
    rules: ['CloudFormation-Validate::W9010'],
    constructs: ['Bastion/Instance'],
    reason:
      'The AMI is pinned on purpose: one read anew at every update would replace the bastion under its users.',
  },
];
