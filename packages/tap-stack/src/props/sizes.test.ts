import {
  databaseMemoryBytes,
  defaultBackupRetentionDays,
  defaultLogRetentionDays,
  isBurstable,
  maxStorageGiB,
  SIZES,
  storageGiB,
} from './sizes';

const { micro, small, medium, large } = SIZES;

describe('sizes', () => {
  it('have the specified values', () => {
    expect(
      Object.values(SIZES).map(size => [
        size.instanceClass,
        size.storageGiB,
        size.multiAz,
        size.readReplicas,
        size.natGateways,
      ]),
    ).toEqual([
      ['db.t4g.micro', 20, false, 0, 1],
      ['db.t4g.medium', 50, false, 1, 1],
      ['db.m7g.large', 100, true, 1, 3],
      ['db.r7g.xlarge', 200, true, 2, 3],
    ]);
  });

  it('have IAM authentication if the class has enough memory', () => {
    expect(Object.values(SIZES).map(size => size.iamAuthentication)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('leave less memory for PostgreSQL than the class has', () => {
    expect(databaseMemoryBytes(micro)).toBe(768 * 1024 * 1024);
    expect(databaseMemoryBytes(large)).toBe(
      Math.floor(32768 * 0.93 * 1024 * 1024),
    );
  });

  it('are burstable if the class is a T class', () => {
    expect([micro, small, medium, large].map(isBurstable)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('storage', () => {
  it('is that of the size at creation', () => {
    expect(storageGiB(small)).toBe(50);
  });

  it('is never reduced', () => {
    expect(storageGiB(small, 170)).toBe(170);
    expect(storageGiB(small, 50)).toBe(50);
  });

  it('grows by at least 10 %, because RDS rejects less', () => {
    expect(storageGiB(medium, 95)).toBe(105);
    expect(storageGiB(medium, 50)).toBe(100);
  });

  it('has a maximum for autoscaling within the limit of RDS', () => {
    expect(maxStorageGiB(small)).toBe(200);
    expect(maxStorageGiB(small, 180)).toBe(200);
    expect(maxStorageGiB(small, 190)).toBe(210);
    expect(maxStorageGiB(small, 60_000)).toBe(65_536);
  });
});

describe('retention of logs', () => {
  it('is a month for disposable data, and otherwise a year', () => {
    expect(
      (['destroy', 'snapshot', 'retain'] as const).map(defaultLogRetentionDays),
    ).toEqual([30, 365, 365]);
  });
});

describe('backup retention', () => {
  it('depends on size and retention', () => {
    expect(defaultBackupRetentionDays(micro, 'destroy')).toBe(1);
    expect(defaultBackupRetentionDays(medium, 'destroy')).toBe(7);
    expect(defaultBackupRetentionDays(micro, 'snapshot')).toBe(7);
    expect(defaultBackupRetentionDays(large, 'retain')).toBe(14);
  });
});
