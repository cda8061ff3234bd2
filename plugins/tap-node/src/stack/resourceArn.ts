import { Environment } from '@tap/plugin-tap-common';

/** Parts of an ARN after the partition, by resource type; `physicalId` as CloudFormation's Ref returns it. */
const ARN_PARTS: Record<string, (physicalId: string) => [string, string]> = {
  'AWS::CloudWatch::Alarm': id => ['cloudwatch', `alarm:${id}`],
  'AWS::EC2::Instance': id => ['ec2', `instance/${id}`],
  'AWS::EC2::NatGateway': id => ['ec2', `natgateway/${id}`],
  'AWS::EC2::RouteTable': id => ['ec2', `route-table/${id}`],
  'AWS::EC2::SecurityGroup': id => ['ec2', `security-group/${id}`],
  'AWS::EC2::Subnet': id => ['ec2', `subnet/${id}`],
  'AWS::EC2::VPC': id => ['ec2', `vpc/${id}`],
  'AWS::KMS::Key': id => ['kms', `key/${id}`],
  'AWS::Lambda::Function': id => ['lambda', `function:${id}`],
  'AWS::Logs::LogGroup': id => ['logs', `log-group:${id}`],
  'AWS::RDS::DBInstance': id => ['rds', `db:${id}`],
  'AWS::RDS::DBParameterGroup': id => ['rds', `pg:${id}`],
  'AWS::RDS::DBSubnetGroup': id => ['rds', `subgrp:${id}`],
};

/** Resource types whose ARN has neither region nor account, or no region. */
const GLOBAL: Record<
  string,
  (physicalId: string, accountId: string) => string
> = {
  'AWS::IAM::Role': (id, accountId) => `iam::${accountId}:role/${id}`,
  'AWS::S3::Bucket': id => `s3:::${id}`,
};

/**
 * The ARN of a resource, by the formats of
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 *
 * @param resource - its type and physical ID in CloudFormation
 * @param environment - to which it belongs
 * @returns undefined if the resource does not exist, or its type has no known format
 */
export function resourceArn(
  resource: { resourceType: string; physicalId?: string },
  environment: Pick<Environment, 'accountId' | 'region' | 'stackId'>,
): string | undefined {
  const { physicalId, resourceType } = resource;
  if (!physicalId || physicalId.startsWith('arn:')) {
    return physicalId || undefined;
  }
  const { accountId, region, stackId } = environment;
  const [, partition] = stackId.split(':');
  const global = GLOBAL[resourceType];
  if (global) {
    return `arn:${partition}:${global(physicalId, accountId)}`;
  }
  const parts = ARN_PARTS[resourceType]?.(physicalId);
  return (
    parts && `arn:${partition}:${parts[0]}:${region}:${accountId}:${parts[1]}`
  );
}
