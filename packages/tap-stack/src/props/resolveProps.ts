import { parameterDefaults } from '@tap/aws-facts';
import { Fn } from 'aws-cdk-lib';
import { usableConnections } from './connections';
import { assertMemoryPlan } from './memoryPlan';
import { databaseParameters, parameterFamily } from './databaseParameters';
import { EngineVersion, resolveEngineVersion } from './engineVersion';
import {
  assertCidr,
  assertCount,
  assertEgress,
  assertExtensions,
  assertMatches,
  assertNetwork,
  assertParameters,
  assertReachableFrom,
  assertRetention,
  assertSuffix,
  assertTopic,
  assertZones,
} from './propsRules';
import { resolveSize } from './resolveSize';
import {
  defaultBackupRetentionDays,
  defaultLogRetentionDays,
  maxStorageGiB,
  needsAttention,
  SIZE_FIELDS,
  SizeSpec,
  storageGiB,
} from './sizes';
import { resolveWindows } from './resolveWindows';
import type { ResolvedProps } from './ResolvedProps';
import type { TapStackProps } from './TapStackProps';

/**
 * Validates the props of a TapStack and sets the defaults.
 *
 * @throws TapStackPropsError with field, rule and example
 */
export function resolveProps(props: TapStackProps): ResolvedProps {
  assertSuffix(props.environmentSuffix);
  assertRetention(props.retention);
  const size = resolveSize(props.size);
  const retention = props.retention ?? 'destroy';
  const engineVersion = resolveEngineVersion(props.engineVersion);
  const backupRetentionDays =
    props.backupRetentionDays ?? defaultBackupRetentionDays(size, retention);
  assertCount('backupRetentionDays', backupRetentionDays, 1, 35, '7');
  assertCount('actualStorageGiB', props.actualStorageGiB ?? 0, 0, 65536, '50');
  assertZones(props, size);
  assertNetwork(props);
  assertEgress(props);
  assertExtensions(props);
  assertReachableFrom(props);
  assertReferences(props);
  assertTopic(props);
  const parameters = {
    ...databaseParameters(engineVersion.major),
    ...props.databaseParameters,
  };
  const family = parameterFamily(engineVersion.major);
  assertParameters(family, parameters);
  assertMemoryPlan({ ...parameterDefaults(family), ...parameters }, size);
  return {
    suffix: props.environmentSuffix,
    size,
    retention,
    engineVersion,
    replicaEngineVersion: resolveReplicaVersion(props, engineVersion),
    replicaInstanceClass: resolveReplicaClass(props, size),
    backupRetentionDays,
    storageGiB: storageGiB(size, props.actualStorageGiB),
    maxStorageGiB: maxStorageGiB(size, props.actualStorageGiB),
    availabilityZones: resolveZones(props),
    databaseZonePinned: !size.multiAz && (props.databaseZonePinned ?? true),
    bastionImageId: props.bastionImageId,
    pinFromContext: props.pinFromContext ?? false,
    network: props.network,
    egress: props.egress ?? 'nat-gateway',
    reachableFrom: props.reachableFrom ?? [],
    vpcCidr: props.vpcCidr ?? '10.0.0.0/16',
    permissionsBoundaryArn: props.permissionsBoundaryArn,
    rolePath: props.rolePath ?? '/tap/',
    alarmTopic: props.alarmTopic ?? false,
    alarmTopicArn: props.alarmTopicArn,
    isOnCall: hasTopic(props) && needsAttention(size, retention),
    extendedSupport: props.extendedSupport ?? false,
    windows: resolveWindows(props.windows, props.environmentSuffix),
    databaseParameters: parameters,
    extensions: props.extensions ?? ['pg_stat_statements'],
    usableConnections: usableConnections(size, family, parameters),
    logRetentionDays: defaultLogRetentionDays(retention),
    s3PrefixListId: props.s3PrefixListId,
    deletionProtection: props.deletionProtection ?? false,
    isSettled: props.isSettled ?? true,
  };
}

function hasTopic({ alarmTopic, alarmTopicArn }: TapStackProps): boolean {
  return alarmTopic === true || alarmTopicArn !== undefined;
}

function resolveReplicaVersion(
  props: TapStackProps,
  primary: EngineVersion,
): EngineVersion {
  return resolveEngineVersion(
    props.replicaEngineVersion ?? primary.full,
    'replicaEngineVersion',
  );
}

function resolveReplicaClass(props: TapStackProps, size: SizeSpec): string {
  const instanceClass = props.replicaInstanceClass ?? size.instanceClass;
  const { pattern, rule } = SIZE_FIELDS.instanceClass;
  assertMatches(
    'replicaInstanceClass',
    instanceClass,
    new RegExp(pattern),
    rule,
    "'db.m7g.large'",
  );
  return instanceClass;
}

function resolveZones(props: TapStackProps): string[] | undefined {
  if (props.availabilityZones || props.pinFromContext) {
    return props.availabilityZones;
  }
  return [0, 1, 2].map(index => Fn.select(index, Fn.getAzs()));
}

function assertReferences(props: TapStackProps): void {
  assertCidr(props.vpcCidr);
  assertMatches(
    'bastionImageId',
    props.bastionImageId,
    /^ami-[0-9a-f]{8,17}$/,
    'must be the ID of an AMI',
    `'ami-0123456789abcdef0'`,
  );
  assertMatches(
    's3PrefixListId',
    props.s3PrefixListId,
    /^pl-[0-9a-f]{8,17}$/,
    'must be the ID of a prefix list',
    `'pl-63a5400a'`,
  );
  assertMatches(
    'rolePath',
    props.rolePath,
    /^\/([\x21-\x7e]{1,510}\/)?$/,
    'must begin and end with a slash',
    `'/tap/'`,
  );
  assertMatches(
    'permissionsBoundaryArn',
    props.permissionsBoundaryArn,
    /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    'must be the ARN of an IAM policy',
    `'arn:aws:iam::123456789012:policy/boundary'`,
  );
}
