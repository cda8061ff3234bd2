import { arn, iamArn, text, texts } from '../names';
import { findStored } from '../StoredResource';
import { HandlerCall } from './HandlerCall';

/** AWS's type of resource, such as `rds:db`, and the ARNs of the objects. */
export type Arns = Readonly<Record<string, readonly string[]>>;

/**
 * The objects that the handlers of a type change, in AWS's types of resources:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const OWN_ARNS: Readonly<Record<string, (call: HandlerCall) => Arns>> = {
  'AWS::CloudFormation::CustomResource': ({ properties }) => ({
    'lambda:function': texts([properties.ServiceToken]),
  }),
  'AWS::CloudWatch::Alarm': ({ ctx, physicalId }) => ({
    'cloudwatch:alarm': [arn(ctx, 'cloudwatch', `alarm:${physicalId}`)],
  }),
  'AWS::EC2::EIP': ({ ctx, physicalId }) => {
    const stored = findStored(ctx.world, 'AWS::EC2::EIP', physicalId);
    const id = text(stored?.attributes.AllocationId) ?? '*';
    return { 'ec2:elastic-ip': [arn(ctx, 'ec2', `elastic-ip/${id}`)] };
  },
  'AWS::EC2::FlowLog': ec2('vpc-flow-log'),
  'AWS::EC2::Instance': call => ({
    ...ec2('instance')(call),
    ...(call.handler === 'create' && {
      'ec2:image': [
        `arn:aws:ec2:${call.ctx.region}::image/${call.properties.ImageId}`,
      ],
      'ec2:network-interface': [arn(call.ctx, 'ec2', 'network-interface/*')],
      'ec2:volume': [arn(call.ctx, 'ec2', 'volume/*')],
    }),
  }),
  'AWS::EC2::InternetGateway': ec2('internet-gateway'),
  'AWS::EC2::NatGateway': ec2('natgateway'),
  'AWS::EC2::RouteTable': ec2('route-table'),
  'AWS::EC2::SecurityGroup': ec2('security-group'),
  'AWS::EC2::Subnet': ec2('subnet'),
  'AWS::EC2::VPC': ec2('vpc'),
  'AWS::EC2::VPCEndpoint': ec2('vpc-endpoint'),
  'AWS::Events::Rule': ({ ctx, physicalId }) => ({
    'events:rule-on-default-event-bus': [
      arn(ctx, 'events', `rule/${physicalId}`),
    ],
  }),
  'AWS::IAM::InstanceProfile': ({ ctx, properties, physicalId }) => ({
    'iam:instance-profile': [
      iamArn(ctx, `instance-profile${properties.Path ?? '/'}${physicalId}`),
    ],
  }),
  'AWS::IAM::Role': ({ ctx, properties, physicalId }) => ({
    'iam:role': [iamArn(ctx, `role${properties.Path ?? '/'}${physicalId}`)],
  }),
  'AWS::KMS::Key': ({ ctx, physicalId }) => ({
    'kms:key': [arn(ctx, 'kms', `key/${physicalId}`)],
  }),
  'AWS::Lambda::Function': ({ ctx, physicalId }) => ({
    'lambda:function': [arn(ctx, 'lambda', `function:${physicalId}`)],
  }),
  'AWS::Lambda::Permission': ({ ctx, properties }) => ({
    'lambda:function': [functionArn(ctx, String(properties.FunctionName))],
  }),
  'AWS::Logs::LogGroup': ({ ctx, physicalId }) => ({
    'logs:log-group': [arn(ctx, 'logs', `log-group:${physicalId}`)],
  }),
  'AWS::RDS::DBInstance': database,
  'AWS::RDS::DBParameterGroup': ({ ctx, physicalId }) => ({
    'rds:pg': [arn(ctx, 'rds', `pg:${physicalId}`)],
  }),
  'AWS::RDS::DBSubnetGroup': ({ ctx, physicalId }) => ({
    'rds:subgrp': [arn(ctx, 'rds', `subgrp:${physicalId}`)],
  }),
  'AWS::S3::Bucket': ({ physicalId }) => ({
    's3:bucket': [`arn:aws:s3:::${physicalId}`],
  }),
  'AWS::S3::BucketPolicy': ({ properties }) => ({
    's3:bucket': [`arn:aws:s3:::${properties.Bucket}`],
  }),
  'AWS::SNS::Topic': ({ physicalId }) => ({ 'sns:topic': [physicalId] }),
  'AWS::SNS::TopicPolicy': ({ properties }) => ({
    'sns:topic': texts(properties.Topics),
  }),
  'AWS::SQS::Queue': ({ ctx, physicalId }) => ({
    'sqs:queue': [queueArn(ctx, physicalId)],
  }),
  'AWS::SQS::QueuePolicy': ({ ctx, properties }) => ({
    'sqs:queue': texts(properties.Queues).map(url => queueArn(ctx, url)),
  }),
  'AWS::SSM::Association': ({ ctx, properties, physicalId }) => ({
    'ssm:association': [arn(ctx, 'ssm', `association/${physicalId}`)],
    'ssm:document': [`arn:aws:ssm:${ctx.region}::document/${properties.Name}`],
    'ssm:instance': targetsOf(properties).map(id =>
      arn(ctx, 'ec2', `instance/${id}`),
    ),
  }),
  'AWS::SSM::Parameter': ({ ctx, physicalId }) => ({
    'ssm:parameter': [
      arn(ctx, 'ssm', `parameter/${physicalId.replace(/^\//, '')}`),
    ],
  }),
  'AWS::SecretsManager::Secret': ({ physicalId }) => ({
    'secretsmanager:Secret': [physicalId],
  }),
  'AWS::SecretsManager::SecretTargetAttachment': ({ ctx, properties }) => ({
    'secretsmanager:Secret': texts([properties.SecretId]),
    'rds:db': [arn(ctx, 'rds', `db:${properties.TargetId}`)],
  }),
};

function targetsOf({ Targets }: HandlerCall['properties']): string[] {
  return [Targets ?? []].flat().flatMap(target => {
    const { Key, Values } = target as { Key: string; Values: string[] };
    return Key === 'InstanceIds' ? texts(Values) : [];
  });
}

function ec2(kind: string): (call: HandlerCall) => Arns {
  return ({ ctx, physicalId }) => ({
    [`ec2:${kind}`]: [arn(ctx, 'ec2', `${kind}/${physicalId}`)],
  });
}

/**
 * A database, and the groups that it uses. Without an option group, RDS uses the
 * default one of the major version:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html
 */
function database({ ctx, handler, properties, physicalId }: HandlerCall): Arns {
  const named = (kind: string, ...names: unknown[]) =>
    texts(names.filter(name => text(name))).map(name =>
      arn(ctx, 'rds', `${kind}:${name}`),
    );
  const major = text(properties.EngineVersion)?.split('.')[0];
  const snapshot = `${ctx.stackName}-snapshot-${ctx.logicalId}-${ctx.suffix}`;
  return {
    'rds:db': named('db', physicalId, properties.SourceDBInstanceIdentifier),
    'rds:pg': named('pg', properties.DBParameterGroupName),
    'rds:subgrp': named('subgrp', properties.DBSubnetGroupName),
    'rds:og': named('og', major && `default:postgres-${major}`),
    ...(handler === 'delete' && {
      'rds:snapshot': named('snapshot', snapshot.toLowerCase()),
    }),
  };
}

function functionArn(ctx: HandlerCall['ctx'], nameOrArn: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : arn(ctx, 'lambda', `function:${nameOrArn}`);
}

function queueArn(ctx: HandlerCall['ctx'], url: string): string {
  return arn(ctx, 'sqs', url.split('/').pop()!);
}
