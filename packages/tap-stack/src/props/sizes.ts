import { evaluateFormula } from './evaluateFormula';
import { MAX_CONNECTIONS_FORMULA } from './databaseParameters';

/** Names of the sizes that the stack brings along. @public */
export type SizeName = 'micro' | 'small' | 'medium' | 'large';

/** What a size is made of. @public */
export interface SizeSpec {
  /** RDS instance class, for example `db.t4g.micro`. */
  instanceClass: string;
  /** Memory of the class in MiB, as AWS states it. */
  memoryMiB: number;
  /** vCPUs of the class. */
  vcpus: number;
  /** Storage at creation in GiB. */
  storageGiB: number;
  /** How far storage autoscaling may go, in GiB. */
  maxStorageGiB: number;
  /** Whether a standby is kept in a second availability zone. */
  multiAz: boolean;
  /** Number of read replicas, 0 to 2, each in an availability zone of its own. */
  readReplicas: number;
  /** Number of NAT gateways, 1 to 3; with fewer than zones, zones share one. */
  natGateways: number;
  /** Whether IAM authentication is on; it wants 300 to 1,000 MiB of memory. */
  iamAuthentication: boolean;
}

/** What shall happen to the data when the stack is deleted. @public */
export type StackRetention = 'destroy' | 'snapshot' | 'retain';

/** Every retention there is. @public */
export const RETENTION_NAMES: readonly StackRetention[] = [
  'destroy',
  'snapshot',
  'retain',
];

/**
 * The sizes: the only place where they are told.
 *
 * Memory and vCPUs are those of
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 *
 * @public
 */
export const SIZES: Record<SizeName, SizeSpec> = {
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
};

const BYTES_PER_MIB = 1024 * 1024;

/**
 * Memory that PostgreSQL has on a class, what RDS's formulas call
 * `DBInstanceClassMemory`: the class's memory less what the operating system
 * and RDS's own processes take. AWS says that this is less than the class's
 * memory but gives no figure; a quarter of a gibibyte, and 7 % on larger
 * classes, is a careful estimate.
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
 * Connections that a database of this size accepts at once, by the stack's own
 * formula for `max_connections`.
 *
 * @public
 */
export function maxConnections(spec: Pick<SizeSpec, 'memoryMiB'>): number {
  return Math.floor(
    evaluateFormula(MAX_CONNECTIONS_FORMULA, {
      DBInstanceClassMemory: databaseMemoryBytes(spec),
    })!,
  );
}

/**
 * Storage to ask for: never less than there is, and if more then by a tenth at
 * least, since RDS refuses a smaller step.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html
 *
 * @param actualStorageGiB - what the database has now, where it exists
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
 * How far storage may grow by itself. RDS recommends a ceiling at least 26 %
 * above the storage there is.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 *
 * @returns GiB
 * @public
 */
export function maxStorageGiB(
  spec: Pick<SizeSpec, 'storageGiB' | 'maxStorageGiB'>,
  actualStorageGiB?: number,
): number {
  const recommended = Math.ceil(storageGiB(spec, actualStorageGiB) * 1.26);
  return Math.min(65_536, Math.max(spec.maxStorageGiB, recommended));
}

/**
 * Days that automated backups are kept where nobody says: one for what is made
 * to be thrown away, a week where data is kept in the end or a standby says
 * that it matters, two weeks for what is protected.
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

/** Whether the class earns and spends CPU credits. @public */
export function isBurstable(spec: Pick<SizeSpec, 'instanceClass'>): boolean {
  return spec.instanceClass.startsWith('db.t');
}
