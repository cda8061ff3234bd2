/** A call for replay.py. */
export interface ReplayedCall {
  /** Name of botocore's client. */
  service: string;
  operation: string;
  params?: Record<string, unknown>;
  /** Repeats the call until the value of a JMESPath in the response is this one. */
  until?: [string, unknown];
  /** Values of the response by JMESPath, for `$name` in later parameters. */
  save?: Record<string, string>;
  /** Code of the error with which the call must fail. */
  error?: string;
}

const NAME = 'replayed';
const stack = { StackName: NAME };

function calls(
  service: string,
  ...list: Array<Omit<ReplayedCall, 'service'>>
): ReplayedCall[] {
  return list.map(call => ({ service, ...call }));
}

/** Waits for the status of a stack. */
function waits(status: string, StackName: string = NAME) {
  return {
    operation: 'DescribeStacks',
    params: { StackName },
    until: ['Stacks[0].StackStatus', status] as [string, unknown],
  };
}

function template(properties: object, outputs: Record<string, string>) {
  return JSON.stringify({
    Description: 'What a call is replayed for',
    Parameters: { Title: { Type: 'String', Default: 'one' } },
    Resources: {
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: { Ref: 'Title' }, ...properties },
      },
      Parameter: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/replayed', Type: 'String', Value: 'value' },
      },
      Address: { Type: 'AWS::EC2::EIP' },
      Gateway: {
        Type: 'AWS::EC2::NatGateway',
        Properties: {
          SubnetId: outputs.Subnet,
          AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
        },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: NAME,
          Namespace: 'AWS/RDS',
          MetricName: 'CPUUtilization',
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 5,
          Threshold: 90,
          ComparisonOperator: 'GreaterThanThreshold',
          AlarmActions: [{ Ref: 'Topic' }],
        },
      },
    },
    Outputs: { Topic: { Description: 'A topic', Value: { Ref: 'Topic' } } },
  });
}

/**
 * A stack from its creation to an update that is cancelled while the clock stands still.
 *
 * @param outputs - of the stack that exists
 */
export function creationCalls(outputs: Record<string, string>): ReplayedCall[] {
  const TemplateBody = template({}, outputs);
  const changed = template({ FifoTopic: false }, outputs);
  const changeSet = { ...stack, ChangeSetName: 'change' };
  return calls(
    'cloudformation',
    { operation: 'ValidateTemplate', params: { TemplateBody } },
    { operation: 'GetTemplateSummary', params: { TemplateBody } },
    {
      operation: 'CreateStack',
      params: {
        ...stack,
        TemplateBody,
        Tags: [{ Key: 'team', Value: 'orders' }],
        EnableTerminationProtection: true,
      },
    },
    waits('CREATE_COMPLETE'),
    {
      operation: 'CreateStack',
      params: { ...stack, TemplateBody },
      error: 'AlreadyExistsException',
    },
    {
      operation: 'DescribeStacks',
      params: { StackName: 'none' },
      error: 'ValidationError',
    },
    { operation: 'DescribeStacks' },
    { operation: 'ListStacks' },
    { operation: 'DescribeStackEvents', params: stack },
    { operation: 'DescribeEvents', params: stack },
    { operation: 'DescribeStackResources', params: stack },
    {
      operation: 'DescribeStackResource',
      params: { ...stack, LogicalResourceId: 'Topic' },
    },
    { operation: 'ListStackResources', params: stack },
    { operation: 'GetTemplate', params: stack },
    {
      operation: 'SetStackPolicy',
      params: {
        ...stack,
        StackPolicyBody: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Action: 'Update:*',
              Principal: '*',
              Resource: '*',
            },
          ],
        }),
      },
    },
    { operation: 'GetStackPolicy', params: stack },
    {
      operation: 'UpdateTerminationProtection',
      params: { ...stack, EnableTerminationProtection: false },
    },
    {
      operation: 'DetectStackDrift',
      params: stack,
      save: { drift: 'StackDriftDetectionId' },
    },
    {
      operation: 'DescribeStackDriftDetectionStatus',
      params: { StackDriftDetectionId: '$drift' },
      until: ['DetectionStatus', 'DETECTION_COMPLETE'],
    },
    { operation: 'DescribeStackResourceDrifts', params: stack },
    {
      operation: 'CreateChangeSet',
      params: { ...changeSet, TemplateBody: changed, Description: 'A change' },
    },
    {
      operation: 'DescribeChangeSet',
      params: changeSet,
      until: ['Status', 'CREATE_COMPLETE'],
    },
    {
      operation: 'DescribeChangeSet',
      params: { ...changeSet, IncludePropertyValues: true },
    },
    { operation: 'ListChangeSets', params: stack },
    { operation: 'ExecuteChangeSet', params: changeSet },
    waits('UPDATE_COMPLETE'),
    {
      operation: 'CreateChangeSet',
      params: { ...changeSet, ChangeSetName: 'other', TemplateBody },
    },
    {
      operation: 'DescribeChangeSet',
      params: { ...changeSet, ChangeSetName: 'other' },
      until: ['Status', 'CREATE_COMPLETE'],
    },
    {
      operation: 'DeleteChangeSet',
      params: { ...changeSet, ChangeSetName: 'other' },
    },
  );
}

/** An update that is cancelled. The clock stands still, so that the update does not end. */
export const CANCELLED_UPDATE: ReplayedCall[] = calls(
  'cloudformation',
  {
    operation: 'UpdateStack',
    params: {
      ...stack,
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Title', ParameterValue: 'two' }],
    },
  },
  { operation: 'CancelUpdateStack', params: stack },
);

/** An update whose rollback fails, by a fault. */
export const FAILED_ROLLBACK: ReplayedCall[] = calls(
  'cloudformation',
  waits('UPDATE_ROLLBACK_COMPLETE'),
  {
    operation: 'UpdateStack',
    params: {
      ...stack,
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Title', ParameterValue: 'three' }],
    },
  },
  waits('UPDATE_ROLLBACK_FAILED'),
);

/** What follows without the fault, and a creation that fails and stays, by another one. */
export const CONTINUED_ROLLBACK: ReplayedCall[] = calls(
  'cloudformation',
  { operation: 'ContinueUpdateRollback', params: stack },
  waits('UPDATE_ROLLBACK_COMPLETE'),
);

/** A creation that fails, by a fault, and stays. */
export const FAILED_CREATION: ReplayedCall[] = calls(
  'cloudformation',
  {
    operation: 'CreateStack',
    params: {
      StackName: 'failed',
      OnFailure: 'DO_NOTHING',
      TemplateBody: JSON.stringify({
        Resources: { Broken: { Type: 'AWS::SNS::Topic' } },
      }),
    },
    save: { failed: 'StackId' },
  },
  waits('CREATE_FAILED', 'failed'),
  { operation: 'RollbackStack', params: { StackName: 'failed' } },
  waits('ROLLBACK_COMPLETE', 'failed'),
  { operation: 'DeleteStack', params: { StackName: 'failed' } },
  waits('DELETE_COMPLETE', '$failed'),
);

const SNAPSHOT = 'replayed-snapshot';
const database = { DBInstanceIdentifier: 'orders' };

/**
 * The other services.
 *
 * @param outputs - of the stack that exists
 * @param databaseArn - of its database, for which maintenance is pending
 */
export function serviceCalls(
  outputs: Record<string, string>,
  databaseArn: string,
): ReplayedCall[] {
  return [
    ...calls(
      'sts',
      { operation: 'GetCallerIdentity' },
      {
        operation: 'AssumeRole',
        params: {
          RoleArn: 'arn:aws:iam::111122223333:role/any',
          RoleSessionName: 'session',
        },
      },
    ),
    ...calls('iam', {
      operation: 'SimulatePrincipalPolicy',
      params: {
        PolicySourceArn: 'arn:aws:iam::111122223333:role/any',
        ActionNames: ['rds:CreateDBInstance'],
      },
    }),
    ...calls(
      'secretsmanager',
      { operation: 'ListSecrets' },
      { operation: 'DescribeSecret', params: { SecretId: outputs.Secret } },
      { operation: 'GetSecretValue', params: { SecretId: outputs.Secret } },
      {
        operation: 'GetSecretValue',
        params: { SecretId: 'none' },
        error: 'ResourceNotFoundException',
      },
    ),
    ...calls(
      'rds',
      { operation: 'DescribeDBInstances' },
      {
        operation: 'DescribeDBInstances',
        params: { DBInstanceIdentifier: 'none' },
        error: 'DBInstanceNotFound',
      },
      {
        operation: 'DescribeDBEngineVersions',
        params: { Engine: 'postgres', MaxRecords: 20 },
      },
      {
        operation: 'DescribeOrderableDBInstanceOptions',
        params: { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro' },
      },
      { operation: 'DescribeAccountAttributes' },
      { operation: 'DescribePendingMaintenanceActions' },
      {
        operation: 'ApplyPendingMaintenanceAction',
        params: {
          ResourceIdentifier: databaseArn,
          ApplyAction: 'db-upgrade',
          OptInType: 'immediate',
        },
      },
      {
        operation: 'CreateDBSnapshot',
        params: { ...database, DBSnapshotIdentifier: SNAPSHOT },
      },
      { operation: 'DescribeDBSnapshots' },
      {
        operation: 'DeleteDBSnapshot',
        params: { DBSnapshotIdentifier: SNAPSHOT },
      },
      {
        operation: 'ModifyDBInstance',
        params: {
          ...database,
          DeletionProtection: false,
          ApplyImmediately: true,
        },
      },
      {
        operation: 'StartDBInstance',
        params: database,
        error: 'InvalidDBInstanceState',
      },
      { operation: 'StopDBInstance', params: database },
      {
        operation: 'DeleteDBInstance',
        params: { ...database, SkipFinalSnapshot: true },
      },
    ),
    ...calls(
      'ec2',
      { operation: 'DescribeAvailabilityZones' },
      { operation: 'DescribeVpcs' },
      {
        operation: 'DescribeVpcs',
        params: { VpcIds: ['vpc-0'] },
        error: 'InvalidVpcID.NotFound',
      },
      { operation: 'DescribeSubnets' },
      { operation: 'DescribeRouteTables' },
      { operation: 'DescribeVpcEndpoints' },
      { operation: 'DescribeAddresses' },
      { operation: 'DescribeNatGateways' },
      { operation: 'DescribeNetworkInterfaces' },
      { operation: 'DescribeSecurityGroups' },
      { operation: 'DescribeManagedPrefixLists' },
      { operation: 'DescribeInstances' },
      {
        operation: 'DescribeInstanceTypeOfferings',
        params: { LocationType: 'availability-zone' },
      },
      { operation: 'DescribeImages', params: { Owners: ['amazon'] } },
    ),
    ...calls(
      'ssm',
      { operation: 'GetParameter', params: { Name: '/replayed' } },
      {
        operation: 'GetParameter',
        params: { Name: '/none' },
        error: 'ParameterNotFound',
      },
      {
        operation: 'GetParameters',
        params: { Names: ['/replayed', '/none'] },
      },
    ),
    ...calls('kms', {
      operation: 'DescribeKey',
      params: { KeyId: outputs.KeyArn },
    }),
    ...calls('service-quotas', {
      operation: 'GetServiceQuota',
      params: { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' },
    }),
    ...calls('pricing', {
      operation: 'GetProducts',
      params: { ServiceCode: 'AmazonEC2' },
    }),
    ...calls(
      'cloudwatch',
      {
        operation: 'SetAlarmState',
        params: {
          AlarmName: NAME,
          StateValue: 'ALARM',
          StateReason: 'replayed',
        },
      },
      { operation: 'DescribeAlarms' },
      { operation: 'DisableAlarmActions', params: { AlarmNames: [NAME] } },
      { operation: 'EnableAlarmActions', params: { AlarmNames: [NAME] } },
    ),
  ];
}

/** The end of the stack. */
export const DELETION: ReplayedCall[] = calls(
  'cloudformation',
  { operation: 'DeleteStack', params: stack },
  {
    operation: 'ListStacks',
    params: { StackStatusFilter: ['DELETE_COMPLETE'] },
    until: [`StackSummaries[?StackName=='${NAME}'] | length(@)`, 1],
  },
);
