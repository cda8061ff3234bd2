import { accessOf, portsOf } from '../__testUtils__/access';
import {
  EXISTING_NETWORK,
  Json,
  propertiesOf,
  resourcesOf,
  SHAPES,
  Template,
  templateOf,
} from '../__testUtils__/shapes';

const LOG_GROUPS = 'arn:aws:logs:us-east-1:123456789012:log-group:';
const DATABASE = 'arn:aws:rds:us-east-1:123456789012:db:tapstack-orders-dev';
const OWN_ACCOUNT = 'if StringEquals aws:SourceAccount 123456789012';
const WITHOUT_TLS = 'if Bool aws:SecureTransport false';
const OWN_LOG_GROUPS = `if ArnLike kms:EncryptionContext:aws:logs:arn ${[
  '/aws/rds/instance/tapstack-orders-dev/*',
  '/aws/rds/instance/tapstack-orders-dev-replica-*/*',
  'TapStack-orders-dev-*LogGroup-*',
]
  .map(name => `${LOG_GROUPS}${name}`)
  .join(' or ')}`;

/** All permissions that a policy of the stack may contain, by reason. */
const ALLOWED: Record<string, string[]> = {
  'IAM policies of the account control the key; without this it could not be administered':
    ['Key: Allow arn:aws:iam::123456789012:root kms:* on *'],
  'CloudWatch Logs encrypts the log groups of this environment only': [
    'Encrypt',
    'Decrypt',
    'ReEncrypt*',
    'GenerateDataKey*',
    'Describe*',
  ].map(
    action =>
      `Key: Allow logs.us-east-1.amazonaws.com kms:${action} on * ${OWN_LOG_GROUPS}`,
  ),
  'Alarms and events of this account are published to the encrypted topic': [
    `Key: Allow cloudwatch.amazonaws.com and events.amazonaws.com kms:Decrypt on * ${OWN_ACCOUNT}`,
    `Key: Allow cloudwatch.amazonaws.com and events.amazonaws.com kms:GenerateDataKey* on * ${OWN_ACCOUNT}`,
    `AlarmTopicPolicy: Allow cloudwatch.amazonaws.com sns:Publish on <AlarmTopic> ${OWN_ACCOUNT}`,
  ],
  'Events of the databases are published to the topic': [
    'AlarmTopicPolicy: Allow events.amazonaws.com sns:Publish on <AlarmTopic> if ArnEquals aws:SourceArn <DatabaseEventsRule.Arn>',
  ],
  'Requests without TLS are denied': [
    `AccessLogsPolicy: Deny * s3:* on <AccessLogs.Arn> ${WITHOUT_TLS}`,
    `AccessLogsPolicy: Deny * s3:* on <AccessLogs.Arn>/* ${WITHOUT_TLS}`,
    `BucketPolicy: Deny * s3:* on <Bucket.Arn> ${WITHOUT_TLS}`,
    `BucketPolicy: Deny * s3:* on <Bucket.Arn>/* ${WITHOUT_TLS}`,
    `InventoryDeadLettersPolicy: Deny * sqs:* on <InventoryDeadLetters.Arn> ${WITHOUT_TLS}`,
    `AlarmTopicPolicy: Deny * sns:Publish on <AlarmTopic> ${WITHOUT_TLS}`,
  ],
  'S3 delivers access logs of buckets of this account': [
    `AccessLogsPolicy: Allow logging.s3.amazonaws.com s3:PutObject on <AccessLogs.Arn>/bucket/* ${OWN_ACCOUNT}`,
  ],
  'Flow logs of this account are written to their group': [
    `FlowLogsRole trust: Allow vpc-flow-logs.amazonaws.com sts:AssumeRole on - if ArnLike aws:SourceArn arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*`,
    'FlowLogsRole: Allow logs:CreateLogStream on <FlowLogsLogGroup.Arn>',
    'FlowLogsRole: Allow logs:PutLogEvents on <FlowLogsLogGroup.Arn>',
    'FlowLogsRole: Allow logs:DescribeLogStreams on <FlowLogsLogGroup.Arn>',
  ],
  'The S3 endpoint of the data subnets allows only the own bucket; roles control the access':
    ['AbortMultipartUpload', 'GetObject', 'ListBucket', 'PutObject'].flatMap(
      action => [
        `BucketEndpoint: Allow * s3:${action} on <Bucket.Arn>`,
        `BucketEndpoint: Allow * s3:${action} on <Bucket.Arn>/*`,
      ],
    ),
  'RDS writes enhanced monitoring of these instances to the log group of the account':
    [
      `DatabaseRoleMonitoring trust: Allow monitoring.rds.amazonaws.com sts:AssumeRole on - if ArnLike aws:SourceArn ${DATABASE} or ${DATABASE}-replica-*`,
      ...[
        'CreateLogStream',
        'DescribeLogStreams',
        'GetLogEvents',
        'PutLogEvents',
      ].map(
        action =>
          `DatabaseRoleMonitoring: Allow logs:${action} on ${LOG_GROUPS}RDSOSMetrics:log-stream:*`,
      ),
    ],
  'The primary imports from imports/ and exports to exports/': [
    `DatabaseRoleBucketAccess trust: Allow rds.amazonaws.com sts:AssumeRole on - if ArnLike aws:SourceArn ${DATABASE}`,
    'DatabaseRoleBucketAccess: Allow s3:ListBucket on <Bucket.Arn>',
    'DatabaseRoleBucketAccess: Allow s3:GetObject on <Bucket.Arn>/imports/*',
    'DatabaseRoleBucketAccess: Allow s3:AbortMultipartUpload on <Bucket.Arn>/exports/*',
    'DatabaseRoleBucketAccess: Allow s3:PutObject on <Bucket.Arn>/exports/*',
    'DatabaseRoleBucketAccess: Allow kms:Decrypt on <Key.Arn>',
    'DatabaseRoleBucketAccess: Allow kms:GenerateDataKey on <Key.Arn>',
  ],
  'Session Manager and State Manager, as in AmazonSSMManagedInstanceCore of AWS':
    [
      'BastionRole trust: Allow ec2.amazonaws.com sts:AssumeRole on -',
      'BastionRole: Allow ssm:GetDocument on *',
      'BastionRole: Allow ssm:ListInstanceAssociations on *',
      'BastionRole: Allow ssm:UpdateInstanceAssociationStatus on *',
      'BastionRole: Allow ssm:UpdateInstanceInformation on *',
      'BastionRole: Allow ssmmessages:CreateControlChannel on *',
      'BastionRole: Allow ssmmessages:CreateDataChannel on *',
      'BastionRole: Allow ssmmessages:OpenControlChannel on *',
      'BastionRole: Allow ssmmessages:OpenDataChannel on *',
    ],
  'The script that creates the roles of the database runs on the bastion': [
    ...['Secret', 'AccessOwner', 'AccessRw', 'AccessRo'].map(
      secret =>
        `BastionRole: Allow secretsmanager:GetSecretValue on <${secret}>`,
    ),
    'BastionRole: Allow kms:Decrypt on <Key.Arn>',
  ],
  'The same script stores new passwords of the roles in a rotation': [
    ...['AccessOwner', 'AccessRw', 'AccessRo'].map(
      secret =>
        `BastionRole: Allow secretsmanager:PutSecretValue on <${secret}>`,
    ),
    'BastionRole: Allow kms:GenerateDataKey on <Key.Arn>',
  ],
  'The CloudWatch agent writes its log and its own metrics': [
    'BastionRole: Allow logs:CreateLogStream on <BastionLogGroup.Arn>',
    'BastionRole: Allow logs:PutLogEvents on <BastionLogGroup.Arn>',
    'BastionRole: Allow logs:DescribeLogStreams on <BastionLogGroup.Arn>',
    'BastionRole: Allow cloudwatch:PutMetricData on * if StringEquals cloudwatch:namespace TAP/Bastion',
  ],
  'The inventory lists the bucket and writes one file': [
    'InventoryRole trust: Allow lambda.amazonaws.com sts:AssumeRole on -',
    'InventoryPermission: Allow events.amazonaws.com lambda:InvokeFunction on <InventoryFunction> if From arn <InventorySchedule.Arn>',
    'InventoryRole: Allow logs:CreateLogStream on <InventoryLogGroup.Arn>',
    'InventoryRole: Allow logs:PutLogEvents on <InventoryLogGroup.Arn>',
    'InventoryRole: Allow s3:ListBucket on <Bucket.Arn>',
    'InventoryRole: Allow s3:PutObject on <Bucket.Arn>/inventory/latest.json',
    'InventoryRole: Allow sqs:SendMessage on <InventoryDeadLetters.Arn>',
    'InventoryRole: Allow kms:Decrypt on <Key.Arn>',
    'InventoryRole: Allow kms:GenerateDataKey on <Key.Arn>',
  ],
  'Housekeeping empties the two buckets and cannot read objects': [
    'HousekeepingRole trust: Allow lambda.amazonaws.com sts:AssumeRole on -',
    'HousekeepingRole: Allow logs:CreateLogStream on <HousekeepingLogGroup.Arn>',
    'HousekeepingRole: Allow logs:PutLogEvents on <HousekeepingLogGroup.Arn>',
    ...['Bucket', 'AccessLogs'].flatMap(bucket => [
      `HousekeepingRole: Allow s3:ListBucketMultipartUploads on <${bucket}.Arn>`,
      `HousekeepingRole: Allow s3:ListBucketVersions on <${bucket}.Arn>`,
      `HousekeepingRole: Allow s3:AbortMultipartUpload on <${bucket}.Arn>/*`,
      `HousekeepingRole: Allow s3:DeleteObject on <${bucket}.Arn>/*`,
      `HousekeepingRole: Allow s3:DeleteObjectVersion on <${bucket}.Arn>/*`,
    ]),
  ],
  'Housekeeping removes the rules of the default security group of the VPC': [
    'Egress',
    'Ingress',
  ].map(
    direction =>
      `HousekeepingRole: Allow ec2:RevokeSecurityGroup${direction} on arn:aws:ec2:us-east-1:123456789012:security-group/<Vpc.DefaultSecurityGroup>`,
  ),
};

/** All ports that may be open, by reason. */
const OPEN: Record<string, string[]> = {
  'The application uses the database': [
    '<SecurityGroupDatabase.GroupId> in tcp 5432-5432 <SecurityGroupApplication.GroupId>',
    'SecurityGroupApplication out tcp 5432-5432 <SecurityGroupDatabase.GroupId>',
  ],
  'Users connect to the database through the bastion': [
    '<SecurityGroupDatabase.GroupId> in tcp 5432-5432 <SecurityGroupBastion.GroupId>',
    'SecurityGroupBastion out tcp 5432-5432 <SecurityGroupDatabase.GroupId>',
  ],
  'The sources in reachableFrom use the database': [
    'SecurityGroupDatabase in tcp 5432-5432 10.40.0.0/16',
    'SecurityGroupDatabase in tcp 5432-5432 sg-0123456789abcdef0',
  ],
  'The bastion reaches Session Manager, CloudWatch and packages': [
    'SecurityGroupBastion out tcp 443-443 0.0.0.0/0',
  ],
  'The database reaches S3 if the prefix list is set': [
    'SecurityGroupDatabase out tcp 443-443 pl-63a5400a',
  ],
  'Matches no packet; without a rule AWS allows all egress': [
    'SecurityGroupDatabase out icmp 252-86 255.255.255.255/32',
  ],
};

const templates: Template[] = SHAPES.flatMap(shape => [
  templateOf({ ...shape, alarmTopic: true, s3PrefixListId: 'pl-63a5400a' }),
  templateOf({
    ...shape,
    network: EXISTING_NETWORK,
    reachableFrom: ['10.40.0.0/16', 'sg-0123456789abcdef0'],
  }),
  templateOf({ ...shape, egress: 'public-ip' }),
]);

/**
 * Permissions of some template that are not listed, and listed permissions of
 * no template.
 */
function differences(
  found: (template: Template) => string[],
  allowed: Record<string, string[]>,
) {
  const lines = Object.values(allowed).flat();
  const everFound = new Set(templates.flatMap(found));
  return {
    notAllowed: [...everFound].filter(line => !lines.includes(line)),
    neverFound: lines.filter(line => !everFound.has(line)),
  };
}

describe('least privilege', () => {
  it('every permission of every template is listed with a reason', () => {
    expect(differences(accessOf, ALLOWED)).toEqual({
      notAllowed: [],
      neverFound: [],
    });
  });

  it('every open port of every template is listed with a reason', () => {
    expect(differences(portsOf, OPEN)).toEqual({
      notAllowed: [],
      neverFound: [],
    });
  });

  /**
   * The permissions that the tests above would report for a modified template.
   */
  const noticed = (id: string, change: (properties: Json) => void) => {
    const template: Template = JSON.parse(JSON.stringify(templateOf()));
    change(template.Resources[id].Properties);
    const allowed = [...Object.values(ALLOWED), ...Object.values(OPEN)].flat();
    return [...accessOf(template), ...portsOf(template)].filter(
      line => !allowed.includes(line),
    );
  };

  it.each<[string, string, (properties: Json) => void, string]>([
    [
      'a wildcard for actions',
      'InventoryRole',
      ({ Policies: [{ PolicyDocument }] }) => {
        PolicyDocument.Statement[1].Action = 's3:*';
      },
      'InventoryRole: Allow s3:* on <Bucket.Arn>',
    ],
    [
      'a wildcard for resources',
      'HousekeepingRole',
      ({ Policies: [{ PolicyDocument }] }) => {
        PolicyDocument.Statement[1].Resource = '*';
      },
      'HousekeepingRole: Allow s3:ListBucketVersions on *',
    ],
    [
      'a statement with NotAction and NotResource',
      'BastionRole',
      ({ Policies: [{ PolicyDocument }] }) => {
        PolicyDocument.Statement.push({
          Effect: 'Allow',
          NotAction: 'iam:*',
          NotResource: 'arn:aws:s3:::other',
        });
      },
      'BastionRole: Allow NOT iam:* on NOT arn:aws:s3:::other',
    ],
    [
      'a removed condition',
      'BastionRole',
      ({ Policies: [{ PolicyDocument }] }) => {
        delete PolicyDocument.Statement[2].Condition;
      },
      'BastionRole: Allow cloudwatch:PutMetricData on *',
    ],
    [
      'a second policy of a role',
      'FlowLogsRole',
      ({ Policies }) => {
        Policies.push({
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          },
        });
      },
      'FlowLogsRole: Allow * on *',
    ],
    [
      'a policy that AWS manages',
      'BastionRole',
      properties => {
        properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/PowerUser'];
      },
      'BastionRole: Allow everything on what arn:aws:iam::aws:policy/PowerUser says',
    ],
    [
      'another principal of a trust policy',
      'DatabaseRoleBucketAccess',
      ({ AssumeRolePolicyDocument }) => {
        AssumeRolePolicyDocument.Statement.Principal = { AWS: '*' };
      },
      `DatabaseRoleBucketAccess trust: Allow * sts:AssumeRole on - if ArnLike aws:SourceArn ${DATABASE}`,
    ],
    [
      'a second kind of principal of the key',
      'Key',
      ({ KeyPolicy }) => {
        KeyPolicy.Statement[0].Principal.Service = 'ec2.amazonaws.com';
      },
      'Key: Allow arn:aws:iam::123456789012:root and ec2.amazonaws.com kms:* on *',
    ],
    [
      'another port',
      'SecurityGroupDatabaseFromBastion',
      properties => {
        properties.FromPort = 22;
      },
      '<SecurityGroupDatabase.GroupId> in tcp 22-5432 <SecurityGroupBastion.GroupId>',
    ],
    [
      'a rule for the world',
      'SecurityGroupDatabase',
      properties => {
        properties.SecurityGroupIngress = [
          {
            IpProtocol: 'tcp',
            FromPort: 5432,
            ToPort: 5432,
            CidrIp: '0.0.0.0/0',
          },
        ];
      },
      'SecurityGroupDatabase in tcp 5432-5432 0.0.0.0/0',
    ],
    [
      'a rule for a prefix list',
      'SecurityGroupDatabaseFromBastion',
      properties => {
        delete properties.SourceSecurityGroupId;
        properties.SourcePrefixListId = 'pl-1';
      },
      '<SecurityGroupDatabase.GroupId> in tcp 5432-5432 pl-1',
    ],
  ])('detects %s', (_, id, change, line) => {
    expect(noticed(id, change)).toContain(line);
  });

  it('checks every resource type that can grant permissions', () => {
    const types = new Set(
      templates.flatMap(({ Resources }) =>
        Object.values(Resources)
          .map(({ Type }) => Type)
          .filter(type =>
            /Policy|Permission|Role|Grant|Ingress|Egress/.test(type),
          ),
      ),
    );

    expect([...types].sort()).toEqual([
      'AWS::EC2::SecurityGroupIngress',
      'AWS::IAM::Role',
      'AWS::Lambda::Permission',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ]);
  });

  it('no role can create a log group', () => {
    for (const template of templates) {
      expect(JSON.stringify(template)).not.toContain('CreateLogGroup');
    }
  });

  it.each(SHAPES)(
    'roles of $size, $retention have the path and the permissions boundary of the target',
    shape => {
      const boundary = 'arn:aws:iam::123456789012:policy/boundary';
      const template = templateOf({
        ...shape,
        rolePath: '/company/',
        permissionsBoundaryArn: boundary,
      });
      const roles = resourcesOf(template, 'AWS::IAM::Role');
      expect(template.Mappings).toEqual({ B: { B: { B: boundary } } });

      expect(roles.map(({ id }) => id).sort()).toEqual([
        'BastionRole',
        'DatabaseRoleBucketAccess',
        'DatabaseRoleMonitoring',
        'FlowLogsRole',
        'HousekeepingRole',
        'InventoryRole',
      ]);
      for (const { Properties } of roles) {
        expect(Properties).toMatchObject({
          Path: '/company/',
          PermissionsBoundary: { 'Fn::FindInMap': ['B', 'B', 'B'] },
        });
      }
      for (const { Properties } of resourcesOf(
        templateOf(shape),
        'AWS::IAM::Role',
      )) {
        expect(Properties.Path).toBe('/tap/');
        expect(Properties).not.toHaveProperty('PermissionsBoundary');
      }
      expect(propertiesOf(template, 'BastionProfile').Path).toBe('/company/');
    },
  );
});
