import { text } from '../names';
import { Properties } from '../ResourceHandler';
import { DatabaseRule, Violation } from './DatabaseRule';
import { within } from './within';

const CODE = 'InvalidParameterCombination';

/**
 * Allocated storage of RDS for PostgreSQL in GiB, by storage type.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
const SIZES: Record<string, readonly [lowest: number, highest: number]> = {
  gp2: [20, 65536],
  gp3: [20, 65536],
  io1: [100, 65536],
  io2: [100, 65536],
  standard: [5, 3072],
};

/** Storage of this size and more has a baseline that can be raised: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const GP3_CONFIGURABLE_GIB = 400;

/** IOPS for each GiB of provisioned storage, and of gp3. */
const IOPS_RATIO = [0.5, 50] as const;
const GP3_IOPS_RATIO = [0, 500] as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const IOPS_RANGE = [1000, 256_000] as const;
const GP3_IOPS_RANGE = [12_000, 64_000] as const;
const GP3_THROUGHPUT_RANGE = [500, 4000] as const;
const GP3_THROUGHPUT_PER_IOPS = 0.25;

/**
 * Rules of RDS for the storage of a DB instance, with its messages:
 *
 * - sizes: https://github.com/convox/rack/issues/2846
 * - gp3: https://github.com/cloudtools/troposphere/issues/2141
 * - IOPS: https://github.com/ministryofjustice/cloud-platform-environments/pull/3972
 * - maximum: https://github.com/ministryofjustice/cloud-platform-environments/pull/7471
 *   and https://github.com/ministryofjustice/cloud-platform-environments/pull/24422
 *
 * The messages about ranges are not confirmed.
 */
export const STORAGE_RULES: DatabaseRule[] = [
  properties => {
    const { AllocatedStorage } = properties;
    const type = storageType(properties);
    const [lowest, highest] = SIZES[type] ?? [];
    if (lowest === undefined) {
      return [`Invalid storage type: ${type}`, 'InvalidParameterValue'];
    }
    return AllocatedStorage === undefined ||
      within(AllocatedStorage, lowest, highest)
      ? undefined
      : [
          `Invalid storage size for engine name postgres and storage type ${type}: ${AllocatedStorage}`,
          CODE,
        ];
  },
  properties =>
    storageType(properties) === 'gp3' &&
    Number(properties.AllocatedStorage) < GP3_CONFIGURABLE_GIB &&
    (properties.Iops !== undefined ||
      properties.StorageThroughput !== undefined)
      ? [
          `You can't specify IOPS or storage throughput for engine postgres and a storage size less than ${GP3_CONFIGURABLE_GIB}.`,
          CODE,
        ]
      : undefined,
  properties => {
    const type = storageType(properties);
    const { Iops, StorageThroughput } = properties;
    if (!type.startsWith('io') && type !== 'gp3' && Iops !== undefined) {
      return [`You can't specify IOPS for storage type ${type}.`, CODE];
    }
    return type !== 'gp3' && StorageThroughput !== undefined
      ? [`You can't specify storage throughput for storage type ${type}.`, CODE]
      : undefined;
  },
  properties => {
    const type = storageType(properties);
    if (type.startsWith('io')) {
      return rangeViolation('iops', properties.Iops ?? 0, IOPS_RANGE, type);
    }
    return (
      rangeViolation('iops', properties.Iops, GP3_IOPS_RANGE, type) ??
      rangeViolation(
        'storage throughput',
        properties.StorageThroughput,
        GP3_THROUGHPUT_RANGE,
        type,
      )
    );
  },
  ({ Iops, StorageThroughput }) => {
    const ratio = Number(StorageThroughput) / Number(Iops);
    return ratio > GP3_THROUGHPUT_PER_IOPS
      ? [
          `Invalid storage throughput to iops ratio for engine name postgres and storage type gp3: ${ratio.toFixed(
            4,
          )}`,
          CODE,
        ]
      : undefined;
  },
  properties => {
    const { AllocatedStorage, MaxAllocatedStorage, Iops } = properties;
    const type = storageType(properties);
    if (Iops === undefined || AllocatedStorage === undefined) {
      return undefined;
    }
    const [lowest, highest] = type === 'gp3' ? GP3_IOPS_RATIO : IOPS_RATIO;
    const ratios = [
      ['storage', Number(Iops) / Number(AllocatedStorage)],
      [
        'max storage',
        Number(Iops) / Number(MaxAllocatedStorage ?? AllocatedStorage),
      ],
    ] as const;
    const wrong = ratios.find(([, ratio]) => ratio < lowest || ratio > highest);
    return wrong
      ? [
          `Invalid iops to ${
            wrong[0]
          } (GB) ratio for engine name postgres and storage type ${type}: ${wrong[1].toFixed(
            4,
          )}`,
          CODE,
        ]
      : undefined;
  },
  ({ AllocatedStorage, MaxAllocatedStorage }) => {
    if (MaxAllocatedStorage === undefined || AllocatedStorage === undefined) {
      return undefined;
    }
    const ratio = Number(MaxAllocatedStorage) / Number(AllocatedStorage);
    if (ratio <= 1) {
      return ['Max storage size must be greater than storage size', CODE];
    }
    return ratio < 1.1
      ? [
          'The maximum allocated storage must be increased by at least 10 percent.',
          CODE,
        ]
      : undefined;
  },
];

function rangeViolation(
  what: string,
  value: unknown,
  [lowest, highest]: readonly [lowest: number, highest: number],
  type: string,
): Violation | undefined {
  return value === undefined || within(value, lowest, highest)
    ? undefined
    : [
        `Invalid ${what} for engine name postgres and storage type ${type}: ${value}. It must be between ${lowest} and ${highest}`,
        CODE,
      ];
}

function storageType({ StorageType, Iops }: Properties): string {
  return text(StorageType) ?? (Iops === undefined ? 'gp3' : 'io1');
}
