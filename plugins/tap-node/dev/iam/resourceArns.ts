import { STACK_NAME_PREFIX } from '@tap/plugin-tap-common';
import { arnOf, iamArnOf, type IamNames } from './IamNames';
import type { StackResource } from './stackResources';

/** RDS, S3 and the log groups that RDS writes to have the stack's name in lower case. */
const LOWER_CASE_PREFIX = STACK_NAME_PREFIX.toLowerCase();

/** EC2's resources in TapStack, as the service authorization reference names them. Their IDs are random. */
const EC2_TYPES = [
  'elastic-ip',
  'instance',
  'internet-gateway',
  'natgateway',
  'network-interface',
  'route-table',
  'security-group',
  'security-group-rule',
  'subnet',
  'volume',
  'vpc',
  'vpc-endpoint',
  'vpc-flow-log',
];

/**
 * ARNs of the stack's resources, by service and resource type of the service authorization reference, such as `rds:db`.
 * CloudFormation generates names from the name of the stack, except for secrets and SSM parameters, where it can use the
 * logical ID alone.
 *
 * {@link https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html}
 */
export function resourceArns(
  names: IamNames,
  resources: StackResource[],
): Record<string, string[]> {
  const arn = (service: string, resource: string) =>
    arnOf(names, service, resource);
  const idsOf = (type: string) => [
    ...new Set(
      resources.filter(each => each.type === type).map(each => each.logicalId),
    ),
  ];
  const ec2 = EC2_TYPES.map((type): [string, string[]] => [
    `ec2:${type}`,
    [arn('ec2', `${type}/*`)],
  ]);
  return {
    ...Object.fromEntries(ec2),
    // Public images have no account.
    'ec2:image': [`arn:${names.partition}:ec2:${names.region}::image/*`],
    'cloudwatch:alarm': [arn('cloudwatch', `alarm:${STACK_NAME_PREFIX}*`)],
    'events:rule-on-default-event-bus': [
      arn('events', `rule/${STACK_NAME_PREFIX}*`),
    ],
    'iam:instance-profile': [
      iamArnOf(names, `instance-profile${names.rolePath}${STACK_NAME_PREFIX}*`),
    ],
    'iam:role': [iamArnOf(names, `role${names.rolePath}${STACK_NAME_PREFIX}*`)],
    'kms:key': [arn('kms', 'key/*')],
    'lambda:function': [arn('lambda', `function:${STACK_NAME_PREFIX}*`)],
    'logs:log-group': [
      arn('logs', `log-group:${STACK_NAME_PREFIX}*`),
      arn('logs', `log-group:/aws/rds/instance/${LOWER_CASE_PREFIX}*`),
    ],
    'rds:db': [arn('rds', `db:${LOWER_CASE_PREFIX}*`)],
    'rds:og': [arn('rds', 'og:default*')],
    'rds:pg': [arn('rds', `pg:${LOWER_CASE_PREFIX}*`)],
    'rds:snapshot': [arn('rds', `snapshot:${LOWER_CASE_PREFIX}*`)],
    'rds:subgrp': [arn('rds', `subgrp:${LOWER_CASE_PREFIX}*`)],
    's3:bucket': [`arn:${names.partition}:s3:::${LOWER_CASE_PREFIX}*`],
    's3:object': [`arn:${names.partition}:s3:::${LOWER_CASE_PREFIX}*/*`],
    'secretsmanager:Secret': [
      STACK_NAME_PREFIX,
      ...idsOf('AWS::SecretsManager::Secret').map(id => `${id}-`),
    ].map(start => arn('secretsmanager', `secret:${start}*`)),
    'sns:topic': [arn('sns', `${STACK_NAME_PREFIX}*`)],
    'sqs:queue': [arn('sqs', `${STACK_NAME_PREFIX}*`)],
    'ssm:parameter': idsOf('AWS::SSM::Parameter').map(id =>
      arn('ssm', `parameter/*${id}-*`),
    ),
  };
}
