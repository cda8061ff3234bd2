/** Properties of a resource in a template, by name. @public */
export type ResourceProperties = Readonly<Record<string, unknown>>;

/** Whether a change of one property replaces the resource. */
type Condition = (
  before: ResourceProperties,
  after: ResourceProperties,
) => boolean;

/** A changed property never replaces the resource. */
const inPlace: Condition = () => false;

/** A changed property replaces the resource, unless the new value is empty. */
const unlessRemoved =
  (name: string): Condition =>
  (_, after) =>
    !isEmpty(after[name]);

/** A changed property replaces the resource, if it had a value before. */
const ifSet =
  (name: string): Condition =>
  before =>
    !isEmpty(before[name]);

/**
 * When a property that the schemas call conditional replaces its resource. A property that is not listed does, as a
 * precaution.
 *
 * - AWS::RDS::DBInstance: `ImmutabilityHelper` and `UpdateHandler` of
 *   aws-cloudformation/aws-cloudformation-resource-providers-rds (commit 5a410e8 of 29 July 2025), for the engine `postgres`:
 *   they return `NotUpdatable`, upon which CloudFormation replaces the resource, and modify the instance otherwise.
 * - AWS::EC2::VPC: "Updating InstanceTenancy requires no replacement only if you are updating its value from dedicated to
 *   default" (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html).
 * - AWS::EC2::Instance: "Some interruptions" for instances with an EBS root volume, as those of Amazon Linux have, and no
 *   interruption for the security groups of an instance in a VPC
 *   (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html).
 */
const CONDITIONS: Readonly<
  Record<string, Readonly<Record<string, Condition>>>
> = {
  'AWS::EC2::Instance': {
    AdditionalInfo: inPlace,
    EbsOptimized: inPlace,
    InstanceType: inPlace,
    KernelId: inPlace,
    RamdiskId: inPlace,
    SecurityGroupIds: inPlace,
    UserData: inPlace,
  },
  'AWS::EC2::VPC': {
    InstanceTenancy: (before, after) =>
      !(
        before.InstanceTenancy === 'dedicated' &&
        (after.InstanceTenancy ?? 'default') === 'default'
      ),
  },
  'AWS::RDS::DBInstance': {
    AutoMinorVersionUpgrade: inPlace,
    AvailabilityZone: (_, after) =>
      !(isEmpty(after.AvailabilityZone) && isTrue(after.MultiAZ)),
    BackupRetentionPeriod: inPlace,
    DBClusterSnapshotIdentifier: unlessRemoved('DBClusterSnapshotIdentifier'),
    DBParameterGroupName: inPlace,
    DBSnapshotIdentifier: unlessRemoved('DBSnapshotIdentifier'),
    MultiAZ: inPlace,
    PerformanceInsightsKMSKeyId: ifSet('PerformanceInsightsKMSKeyId'),
    PreferredMaintenanceWindow: inPlace,
    RestoreTime: unlessRemoved('RestoreTime'),
    // Removed from a replica, it promotes the replica.
    SourceDBClusterIdentifier: unlessRemoved('SourceDBClusterIdentifier'),
    SourceDBInstanceAutomatedBackupsArn: unlessRemoved(
      'SourceDBInstanceAutomatedBackupsArn',
    ),
    SourceDBInstanceIdentifier: unlessRemoved('SourceDBInstanceIdentifier'),
    SourceDbiResourceId: unlessRemoved('SourceDbiResourceId'),
    StorageType: inPlace,
    UseLatestRestorableTime: (_, after) =>
      isTrue(after.UseLatestRestorableTime),
  },
};

/**
 * Whether a changed property that the schemas call conditional replaces its resource.
 *
 * @param before - all properties of the resource before the change
 * @param after - and after it
 */
export function isReplacedUnderCondition(
  resourceType: string,
  property: string,
  before: ResourceProperties,
  after: ResourceProperties,
): boolean {
  return CONDITIONS[resourceType]?.[property]?.(before, after) ?? true;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '';
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
