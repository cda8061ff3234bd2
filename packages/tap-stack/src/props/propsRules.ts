import {
  accessSourceKind,
  accessSourcesProblem,
  describeParameterProblem,
  extensionsProblem,
  isPrivateRange,
  parameterProblem,
  parseIpv4Range,
} from '@tap/aws-facts';
import { Token } from 'aws-cdk-lib';
import { EGRESS_NAMES } from './egress';
import { requiredZones, RETENTION_NAMES, SizeSpec } from './sizes';
import type { TapStackProps } from './TapStackProps';
import { TapStackPropsError } from './TapStackPropsError';

/** @throws TapStackPropsError unless the suffix is valid for all names */
export function assertSuffix(suffix: unknown): void {
  if (
    typeof suffix !== 'string' ||
    !/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(suffix) ||
    suffix.includes('--')
  ) {
    throw new TapStackPropsError({
      field: 'environmentSuffix',
      rule: `${shown(
        suffix,
      )} must be 3 to 20 lower-case letters, digits and single hyphens, begin with a letter and not end with a hyphen`,
      example: `'orders-dev'`,
    });
  }
}

/** @throws TapStackPropsError for an unknown retention */
export function assertRetention(retention: unknown): void {
  if (
    retention !== undefined &&
    !(RETENTION_NAMES as readonly unknown[]).includes(retention)
  ) {
    throw new TapStackPropsError({
      field: 'retention',
      rule: `${shown(retention)} must be one of ${RETENTION_NAMES.join(', ')}`,
      example: `'destroy'`,
    });
  }
}

/** @throws TapStackPropsError unless the value is an integer from min to max */
export function assertCount(
  field: string,
  value: number,
  min: number,
  max: number,
  example: string,
): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new TapStackPropsError({
      field,
      rule: `${shown(value)} must be a whole number from ${min} to ${max}`,
      example,
    });
  }
}

/** @throws TapStackPropsError if the value is set and does not match */
export function assertMatches(
  field: string,
  value: string | undefined,
  pattern: RegExp,
  rule: string,
  example: string,
): void {
  if (
    value !== undefined &&
    !Token.isUnresolved(value) &&
    !pattern.test(value)
  ) {
    throw new TapStackPropsError({
      field,
      rule: `${shown(value)} ${rule}`,
      example,
    });
  }
}

/** The layout divides a /16 or a /20; only private ranges are allowed. */
export function assertCidr(cidr: string | undefined): void {
  const range = parseIpv4Range(cidr ?? '10.0.0.0/16');
  if (!range || ![16, 20].includes(range.prefix) || !isPrivateRange(range)) {
    throw new TapStackPropsError({
      field: 'vpcCidr',
      rule: `${shown(cidr)} must be a private range with 16 or 20 bits`,
      example: `'10.20.0.0/16'`,
    });
  }
}

/** @throws TapStackPropsError unless there are enough zones for the size */
export function assertZones(props: TapStackProps, size: SizeSpec): void {
  const zones = props.availabilityZones;
  if (!zones) {
    return;
  }
  const needed = requiredZones(size);
  if (
    new Set(zones).size !== zones.length ||
    zones.length < needed ||
    zones.length > 3
  ) {
    throw new TapStackPropsError({
      field: 'availabilityZones',
      rule: `[${zones.join(', ')}] must be ${
        needed === 3 ? 'three' : 'two or three'
      } different zones, because the size has ${
        size.readReplicas
      } read replicas`,
      example: `['us-east-1a', 'us-east-1b', 'us-east-1c']`,
    });
  }
}

/** @throws TapStackPropsError unless there is at most one topic, with a valid ARN */
export function assertTopic(props: TapStackProps): void {
  const { alarmTopic, alarmTopicArn } = props;
  const example = `'arn:aws:sns:eu-central-1:123456789012:on-call'`;
  assertMatches(
    'alarmTopicArn',
    alarmTopicArn,
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    'must be the ARN of a standard SNS topic',
    example,
  );
  if (alarmTopic && alarmTopicArn) {
    throw new TapStackPropsError({
      field: 'alarmTopicArn',
      rule: 'must not be set together with alarmTopic, because alarms are sent to one topic',
      example: `${example} without alarmTopic`,
    });
  }
}

/** @throws TapStackPropsError unless the existing network matches the zones */
export function assertNetwork(props: TapStackProps): void {
  const network = props.network;
  if (!network) {
    return;
  }
  assertMatches(
    'network.vpcId',
    network.vpcId,
    /^vpc-[0-9a-f]{8,17}$/,
    'must be the ID of a VPC',
    `'vpc-0123456789abcdef0'`,
  );
  const zones = props.availabilityZones?.length;
  if (network.isolatedSubnetIds.length !== zones) {
    throw new TapStackPropsError({
      field: 'network.isolatedSubnetIds',
      rule: `there are ${
        network.isolatedSubnetIds.length
      }; there must be one for each of availabilityZones (${
        zones ?? 'none given'
      }), in the same order`,
      example: `['subnet-0a', 'subnet-0b', 'subnet-0c'] with availabilityZones ['us-east-1a', 'us-east-1b', 'us-east-1c']`,
    });
  }
  if (network.privateSubnetIds.length === 0) {
    throw new TapStackPropsError({
      field: 'network.privateSubnetIds',
      rule: 'there must be at least one, for the bastion',
      example: `['subnet-0123456789abcdef0']`,
    });
  }
  assertMatches(
    'network.bastion.instanceId',
    network.bastion?.instanceId,
    /^i-[0-9a-f]{8,17}$/,
    'must be the ID of an EC2 instance',
    `'i-0123456789abcdef0'`,
  );
  assertMatches(
    'network.bastion.securityGroupId',
    network.bastion?.securityGroupId,
    /^sg-[0-9a-f]{8,17}$/,
    'must be the ID of a security group',
    `'sg-0123456789abcdef0'`,
  );
}

/** @throws TapStackPropsError for an unknown egress, or one that the existing network decides */
export function assertEgress({ egress, network }: TapStackProps): void {
  if (egress !== undefined && !EGRESS_NAMES.includes(egress)) {
    throw new TapStackPropsError({
      field: 'egress',
      rule: `${shown(egress)} must be one of ${EGRESS_NAMES.join(', ')}`,
      example: `'nat-gateway'`,
    });
  }
  if (egress === 'public-ip' && network) {
    throw new TapStackPropsError({
      field: 'egress',
      rule: `'public-ip' must not be set together with network, because a bastion in an existing network is in one of its private subnets`,
      example: `'none'`,
    });
  }
}

/** @throws TapStackPropsError for an extension that RDS does not allow, or without a bastion to create it */
export function assertExtensions({
  egress,
  extensions,
  network,
}: TapStackProps): void {
  const problem = extensionsProblem(extensions ?? []);
  if (problem) {
    throw new TapStackPropsError({
      field: 'extensions',
      rule: problem.rule,
      example: `['${problem.example}']`,
    });
  }
  if (extensions && (egress === 'none' || network?.bastion)) {
    throw new TapStackPropsError({
      field: 'extensions',
      rule: 'must not be set for an environment without a bastion of its own, on which the SQL runs; create them as the master user',
      example: `['pg_stat_statements'] with the egress 'nat-gateway'`,
    });
  }
}

/** @throws TapStackPropsError for an invalid source, or a security group that cannot be in the VPC */
export function assertReachableFrom({
  network,
  reachableFrom = [],
}: TapStackProps): void {
  const problem = accessSourcesProblem(reachableFrom);
  if (problem) {
    throw new TapStackPropsError({
      field: 'reachableFrom',
      rule: problem.rule,
      example: `['${problem.example}']`,
    });
  }
  const group = reachableFrom.find(
    source => accessSourceKind(source) === 'securityGroup',
  );
  if (group && !network) {
    throw new TapStackPropsError({
      field: 'reachableFrom',
      rule: `the security group '${group}' must not be set without network, because a new VPC has no other security groups`,
      example: `['10.40.0.0/16']`,
    });
  }
}

/**
 * @param family - for example `postgres17`
 * @throws TapStackPropsError for the first parameter that RDS rejects
 */
export function assertParameters(
  family: string,
  parameters: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(parameters)) {
    const problem = parameterProblem(family, name, value);
    if (problem) {
      throw new TapStackPropsError({
        field: `databaseParameters.${name}`,
        ...describeParameterProblem(problem, { family, name, value }),
      });
    }
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
