import { App, CfnElement, Stack, Stage, Tags } from 'aws-cdk-lib';
import {
  FEATURE_FLAGS,
  METADATA_PARAMETER,
  SIZES,
  synthesizeTemplate,
  TapStack,
} from '.';
import { logicalId } from './synthesis/logicalId';
import {
  attribute,
  dependenciesOf,
  PINNED,
  resourcesOf,
  SHAPES,
  Template,
  templateOf,
} from './__testUtils__/shapes';
import { withoutValidator } from './synthesis/withoutValidator';

/** Properties that contain physical names, by type. */
const NAMES: Record<string, string> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBParameterGroup': 'DBParameterGroupName',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
};

/** Types without a name property. */
const NAMELESS = [
  'AWS::EC2::EIP',
  'AWS::EC2::FlowLog',
  'AWS::EC2::Instance',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Association',
  'AWS::SecretsManager::SecretTargetAttachment',
  'Custom::CloseDefaultSecurityGroup',
  'Custom::EmptyBucket',
];

function namesIn(template: Template): string[] {
  return Object.values(template.Resources)
    .map(({ Type, Properties }) => Properties?.[NAMES[Type]])
    .filter(name => typeof name === 'string');
}

describe.each(SHAPES)('outputs of $size, $retention', shape => {
  const template = templateOf(shape);
  const { readReplicas } = SIZES[shape.size];

  it('are complete for users of the environment', () => {
    const replicas = [1, 2]
      .slice(0, readReplicas)
      .flatMap(n => [
        `ReadReplica${n}Identifier`,
        `ReadReplica${n}Endpoint`,
        `ReadReplica${n}Port`,
      ]);

    expect(Object.keys(template.Outputs).sort()).toEqual(
      [
        'DatabaseIdentifier',
        'DatabaseEndpoint',
        'DatabasePort',
        'DatabaseName',
        'DbiResourceId',
        'DatabaseSecretArn',
        'OwnerSecretArn',
        'ReadWriteSecretArn',
        'ReadOnlySecretArn',
        'BastionInstanceId',
        'KmsKeyArn',
        'BucketName',
        'LambdaFunctionName',
        'VpcId',
        'PublicSubnetIds',
        'PrivateSubnetIds',
        'IsolatedSubnetIds',
        'ApplicationSecurityGroupId',
        'DatabaseSecurityGroupId',
        'BastionSecurityGroupId',
        'EngineVersion',
        'Region',
        ...replicas,
      ].sort(),
    );
  });

  it('have the values that their names describe', () => {
    const replicas = Object.fromEntries(
      Array.from({ length: readReplicas }, (_, index) => index + 1).flatMap(
        n => [
          [`ReadReplica${n}Identifier`, { Ref: `ReadReplica${n}Instance` }],
          [
            `ReadReplica${n}Endpoint`,
            attribute(`ReadReplica${n}Instance`, 'Endpoint.Address'),
          ],
          [
            `ReadReplica${n}Port`,
            attribute(`ReadReplica${n}Instance`, 'Endpoint.Port'),
          ],
        ],
      ),
    );
    const subnets = (tier: string) => ({
      'Fn::Sub': ['A', 'B', 'C']
        .map(letter => `\${${tier}Subnet${letter}}`)
        .join(),
    });

    expect(
      Object.fromEntries(
        Object.entries(template.Outputs).map(([name, { Value }]) => [
          name,
          Value,
        ]),
      ),
    ).toEqual({
      DatabaseIdentifier: { Ref: 'DatabaseInstance' },
      DatabaseEndpoint: attribute('DatabaseInstance', 'Endpoint.Address'),
      DatabasePort: attribute('DatabaseInstance', 'Endpoint.Port'),
      DatabaseName: 'app',
      DbiResourceId: attribute('DatabaseInstance', 'DbiResourceId'),
      DatabaseSecretArn: { Ref: 'Secret' },
      OwnerSecretArn: { Ref: 'AccessOwner' },
      ReadWriteSecretArn: { Ref: 'AccessRw' },
      ReadOnlySecretArn: { Ref: 'AccessRo' },
      ...replicas,
      BastionInstanceId: { Ref: 'BastionInstance' },
      KmsKeyArn: attribute('Key', 'Arn'),
      BucketName: { Ref: 'Bucket' },
      LambdaFunctionName: { Ref: 'InventoryFunction' },
      VpcId: { Ref: 'Vpc' },
      PublicSubnetIds: subnets('Public'),
      PrivateSubnetIds: subnets('Private'),
      IsolatedSubnetIds: subnets('Isolated'),
      ApplicationSecurityGroupId: { Ref: 'SecurityGroupApplication' },
      DatabaseSecurityGroupId: { Ref: 'SecurityGroupDatabase' },
      BastionSecurityGroupId: attribute('SecurityGroupBastion', 'GroupId'),
      EngineVersion: expect.stringMatching(/^17\.\d+$/),
      Region: 'us-east-1',
    });
  });

  it('include the topic if there is one', () => {
    expect(
      templateOf({ ...shape, alarmTopic: true }).Outputs.AlarmTopicArn.Value,
    ).toEqual({ Ref: 'AlarmTopic' });
  });

  it('include region and version', () => {
    expect(template.Outputs.Region.Value).toBe('us-east-1');
    expect(template.Outputs.EngineVersion.Value).toMatch(/^17\.\d+$/);
  });

  it('have no exports, because an import would block the teardown', () => {
    expect(JSON.stringify(template.Outputs)).not.toContain('"Export"');
  });
});

describe.each(SHAPES)('metadata of $size, $retention', shape => {
  const template = templateOf(shape);

  it('is one parameter that accepts only base64url', () => {
    expect(template.Parameters[METADATA_PARAMETER]).toMatchObject({
      Type: 'String',
      Default: 'e30',
      AllowedPattern: '^[A-Za-z0-9_-]+$',
    });
  });

  it('is used by one resource and affects no other', () => {
    const touched = Object.entries(template.Resources)
      .filter(([, resource]) =>
        JSON.stringify(resource).includes(METADATA_PARAMETER),
      )
      .map(([, { Type }]) => Type);

    expect(touched).toEqual(['AWS::SSM::Parameter']);
    expect(JSON.stringify(template.Outputs)).not.toContain(METADATA_PARAMETER);
    expect(
      Object.keys(template.Resources).filter(id =>
        dependenciesOf(template, id).has('MetadataEcho'),
      ),
    ).toEqual([]);
  });
});

describe('names', () => {
  it('are checked for every resource type that has a name property', () => {
    const types = new Set(
      SHAPES.flatMap(shape =>
        Object.values(templateOf({ ...shape, alarmTopic: true }).Resources).map(
          ({ Type }) => Type,
        ),
      ),
    );

    expect([...types].sort()).toEqual(
      [...Object.keys(NAMES), ...NAMELESS].sort(),
    );
  });

  it.each(SHAPES)(
    'of $size, $retention contain the suffix, directly or through the stack name',
    shape => {
      const names = namesIn(templateOf(shape));

      expect(names).not.toHaveLength(0);
      for (const name of names) {
        expect(name).toContain('orders-dev');
      }
      expect(synthesizeTemplate({ ...PINNED, ...shape }).stackName).toBe(
        'TapStack-orders-dev',
      );
    },
  );

  it('are set only for databases and their log groups', () => {
    expect(namesIn(templateOf({ size: 'large', alarmTopic: true }))).toEqual(
      expect.arrayContaining(['tapstack-orders-dev']),
    );
    for (const name of namesIn(
      templateOf({ size: 'large', alarmTopic: true }),
    )) {
      expect(name).toMatch(
        /^(\/aws\/rds\/instance\/)?tapstack-orders-dev(-replica-[12])?(\/(postgresql|upgrade))?$/,
      );
    }
  });

  it('of two environments never collide', () => {
    const one = namesIn(templateOf({ size: 'large' }));
    const other = namesIn(
      templateOf({ size: 'large', environmentSuffix: 'orders-test' }),
    );

    expect(one.filter(name => other.includes(name))).toEqual([]);
    expect(one).toHaveLength(9);
  });

  it('are within the limits of AWS for the longest suffix', () => {
    const template = templateOf({
      size: 'large',
      environmentSuffix: 'abcdefghijklmnopqrst',
    });

    for (const { Properties } of resourcesOf(
      template,
      'AWS::RDS::DBInstance',
    )) {
      expect(Properties.DBInstanceIdentifier.length).toBeLessThanOrEqual(63);
      expect(Properties.DBInstanceIdentifier).toBe(
        Properties.DBInstanceIdentifier.toLowerCase(),
      );
    }
  });
});

describe('logical IDs', () => {
  it('are the names of the constructs, without a hash', () => {
    expect(logicalId(['Bucket', 'Resource'])).toBe('Bucket');
    expect(logicalId(['Network', 'Nat', 'Gateway1'])).toBe('NatGateway1');
    expect(logicalId(['a-b', 'Default'])).toBe('ab');
  });
});

describe('TapStack as a construct', () => {
  const synthesized = (build: (app: App) => TapStack) => {
    const app = new App({ context: { ...FEATURE_FLAGS } });
    const stack = build(app);
    return { stack, assembly: withoutValidator(() => app.synth()) };
  };

  it('passes the tags of its props to the stack and not to resources', () => {
    const { stack, assembly } = synthesized(
      app => new TapStack(app, 'A', { ...PINNED, tags: { team: 'orders' } }),
    );
    const artifact = assembly.getStackArtifact(stack.artifactId);

    expect(artifact.tags).toEqual({ team: 'orders' });
    expect(JSON.stringify(artifact.template)).not.toContain('"team"');
  });

  it('has the same resources in a stage and with another environment', () => {
    const { stack } = synthesized(app => {
      const stage = new Stage(app, 'Prod', { env: PINNED.env });
      new TapStack(stage, 'Other', { ...PINNED, environmentSuffix: 'other' });
      return new TapStack(stage, 'This', PINNED);
    });

    expect(stack.stackName).toBe('TapStack-orders-dev');
    const key = stack.node.findChild('Key').node.defaultChild as CfnElement;
    expect(stack.resolve(key.logicalId)).toBe('Key');
  });

  it('can have another name and tags', () => {
    const { stack } = synthesized(app => {
      const named = new TapStack(app, 'A', { ...PINNED, stackName: 'Legacy' });
      Tags.of(named).add('team', 'orders');
      return named;
    });

    expect(stack.stackName).toBe('Legacy');
    expect(stack).toBeInstanceOf(Stack);
  });

  it('uses the explicit zones in every construct', () => {
    const { stack } = synthesized(app => new TapStack(app, 'A', PINNED));

    expect(stack.availabilityZones).toEqual(PINNED.availabilityZones);
  });
});
