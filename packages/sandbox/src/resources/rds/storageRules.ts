import { text } from '../names';
import { Properties } from '../ResourceHandler';
import { within } from './within';

/** Message and error code of RDS. */
type Violation = readonly [message: string, code: string];

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

/** IOPS for each GiB of provisioned storage. */
const IOPS_RATIO = [0.5, 50] as const;

/**
 * Rules of RDS for the storage of a DB instance, with its messages:
 *
 * - sizes: https://github.com/convox/rack/issues/2846
 * - gp3: https://github.com/cloudtools/troposphere/issues/2141
 * - IOPS: https://github.com/ministryofjustice/cloud-platform-environments/pull/3972
 * - maximum: https://github.com/ministryofjustice/cloud-platform-environments/pull/7471
 *   and https://github.com/ministryofjustice/cloud-platform-environments/pull/24422
 */
export const STORAGE_RULES: ((
  properties: Properties,
) => Violation | undefined)[] = [
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
    const { AllocatedStorage, MaxAllocatedStorage, Iops } = properties;
    const type = storageType(properties);
    if (!type.startsWith('io') || AllocatedStorage === undefined) {
      return undefined;
    }
    const ratios = [
      ['storage', Number(Iops ?? 0) / Number(AllocatedStorage)],
      [
        'max storage',
        Number(Iops ?? 0) / Number(MaxAllocatedStorage ?? AllocatedStorage),
      ],
    ] as const;
    const wrong = ratios.find(
      ([, ratio]) => ratio < IOPS_RATIO[0] || ratio > IOPS_RATIO[1],
    );
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

function storageType({ StorageType, Iops }: Properties): string {
  return text(StorageType) ?? (Iops === undefined ? 'gp2' : 'io1');
}
