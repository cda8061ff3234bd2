/** Definition of a size. @public */
export interface SizeSpec {
  /** RDS instance class, for example `db.t4g.micro`. */
  instanceClass: string;
  /** Memory of the class in MiB. */
  memoryMiB: number;
  /** vCPUs of the class. */
  vcpus: number;
  /** Allocated storage on creation in GiB. */
  storageGiB: number;
  /** Maximum storage of autoscaling in GiB. */
  maxStorageGiB: number;
  /** Whether there is a standby in a second availability zone. */
  multiAz: boolean;
  /** Number of read replicas, 0 to 2, each in its own availability zone. */
  readReplicas: number;
  /** Number of NAT gateways, 1 to 3; with fewer than zones, zones share one. */
  natGateways: number;
  /**
   * Whether IAM authentication is enabled; it uses 300 to 1,000 MiB of memory.
   */
  iamAuthentication: boolean;
}

/** The rule of one field of a {@link SizeSpec}. @public */
export type SizeField =
  | { type: 'boolean' }
  | { type: 'number'; min: number; max: number }
  | { type: 'string'; pattern: string; rule: string };

/**
 * The fields of a size, each with the range that RDS and this stack allow. Numbers are whole.
 *
 * Storage: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 *
 * @public
 */
export const SIZE_FIELDS = {
  instanceClass: {
    type: 'string',
    pattern: '^db\\.[a-z0-9-]+\\.[a-z0-9-]+$',
    rule: 'must be an instance class of RDS',
  },
  memoryMiB: { type: 'number', min: 1024, max: 4_194_304 },
  vcpus: { type: 'number', min: 1, max: 192 },
  storageGiB: { type: 'number', min: 20, max: 65_536 },
  maxStorageGiB: { type: 'number', min: 22, max: 65_536 },
  multiAz: { type: 'boolean' },
  readReplicas: { type: 'number', min: 0, max: 2 },
  natGateways: { type: 'number', min: 1, max: 3 },
  iamAuthentication: { type: 'boolean' },
} satisfies Record<keyof SizeSpec, SizeField>;

/** What happens to the data when the stack is deleted. @public */
export type StackRetention = 'destroy' | 'snapshot' | 'retain';

/** All retentions. @public */
export const RETENTION_NAMES: readonly StackRetention[] = [
  'destroy',
  'snapshot',
  'retain',
];

/**
 * The sizes. Memory and vCPUs:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 *
 * @public
 */
export const SIZES = {
  micro: {
    instanceClass: 'db.t4g.micro',
    memoryMiB: 1024,
    vcpus: 2,
    storageGiB: 20,
    maxStorageGiB: 100,
    multiAz: false,
    readReplicas: 0,
    natGateways: 1,
    iamAuthentication: false,
  },
  small: {
    instanceClass: 'db.t4g.medium',
    memoryMiB: 4096,
    vcpus: 2,
    storageGiB: 50,
    maxStorageGiB: 200,
    multiAz: false,
    readReplicas: 1,
    natGateways: 1,
    iamAuthentication: true,
  },
  medium: {
    instanceClass: 'db.m7g.large',
    memoryMiB: 8192,
    vcpus: 2,
    storageGiB: 100,
    maxStorageGiB: 500,
    multiAz: true,
    readReplicas: 1,
    natGateways: 3,
    iamAuthentication: true,
  },
  large: {
    instanceClass: 'db.r7g.xlarge',
    memoryMiB: 32768,
    vcpus: 4,
    storageGiB: 200,
    maxStorageGiB: 1000,
    multiAz: true,
    readReplicas: 2,
    natGateways: 3,
    iamAuthentication: true,
  },
} satisfies Record<string, SizeSpec>;

/** Name of a size. @public */
export type SizeName = keyof typeof SIZES;

/** The size of an environment whose props name none. @public */
export const DEFAULT_SIZE: SizeName = 'small';

/**
 * Fewest availability zones that a size needs: a DB subnet group covers two, and each replica is in a zone of its own,
 * apart from the primary's.
 *
 * @public
 */
export function requiredZones(spec: Pick<SizeSpec, 'readReplicas'>): number {
  return Math.max(2, spec.readReplicas + 1);
}

const BYTES_PER_MIB = 1024 * 1024;

/**
 * Memory for PostgreSQL on an instance class, `DBInstanceClassMemory` in RDS's
 * formulas: the memory of the class minus that of the operating system and of
 * RDS's processes. AWS does not publish the amount; 256 MiB, or 7 % on larger
 * classes, is a conservative estimate.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 *
 * @returns bytes
 * @public
 */
export function databaseMemoryBytes(spec: Pick<SizeSpec, 'memoryMiB'>): number {
  const reserved = Math.max(256, spec.memoryMiB * 0.07);
  return Math.floor((spec.memoryMiB - reserved) * BYTES_PER_MIB);
}

/**
 * Storage to request: never less than allocated, and at least 10 % more if it
 * grows, because RDS rejects smaller steps.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html
 *
 * @param actualStorageGiB - the allocated storage of an existing database
 * @returns GiB
 * @public
 */
export function storageGiB(
  spec: Pick<SizeSpec, 'storageGiB'>,
  actualStorageGiB = 0,
): number {
  return spec.storageGiB <= actualStorageGiB
    ? actualStorageGiB
    : Math.max(spec.storageGiB, Math.ceil(actualStorageGiB * 1.1));
}

/**
 * Maximum storage of autoscaling: that of the size, so that it changes only with
 * the size. RDS rejects less than 10 % more than the allocated storage, so a
 * database that has grown that far gets as much.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 *
 * @returns GiB
 * @public
 */
export function maxStorageGiB(
  spec: Pick<SizeSpec, 'storageGiB' | 'maxStorageGiB'>,
  actualStorageGiB?: number,
): number {
  const lowest = Math.ceil(storageGiB(spec, actualStorageGiB) * 1.1);
  return Math.min(65_536, Math.max(spec.maxStorageGiB, lowest));
}

/**
 * Default backup retention period: one day for disposable data, a week if the
 * data is kept or there is a standby, two weeks with deletion protection.
 *
 * @returns days, 1 to 35
 * @public
 */
export function defaultBackupRetentionDays(
  spec: Pick<SizeSpec, 'multiAz'>,
  retention: StackRetention,
): number {
  if (retention === 'retain') {
    return 14;
  }
  return retention === 'snapshot' || spec.multiAz ? 7 : 1;
}

/**
 * Retention period of logs: a month for disposable data, otherwise a year, as
 * PCI DSS 10.5.1 requires.
 *
 * @returns days
 * @public
 */
export function defaultLogRetentionDays(retention: StackRetention): number {
  return retention === 'destroy' ? 30 : 365;
}

/**
 * Whether somebody should be notified of the alarms of an environment: not if
 * its data is disposable, and not if it is a small single instance, as for a
 * branch.
 *
 * @public
 */
export function needsAttention(
  spec: SizeSpec,
  retention: StackRetention,
): boolean {
  const isSingle = !spec.multiAz && spec.readReplicas === 0;
  return retention !== 'destroy' && !(isSingle && isBurstable(spec));
}

/** Whether the class is burstable (CPU credits). @public */
export function isBurstable(spec: Pick<SizeSpec, 'instanceClass'>): boolean {
  return spec.instanceClass.startsWith('db.t');
}
