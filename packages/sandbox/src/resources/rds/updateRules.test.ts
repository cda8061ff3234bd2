import { StoredDatabase } from './StoredDatabase';
import { validateUpdate } from './updateRules';

const PRIMARY = {
  physicalId: 'primary',
  engineVersion: '17.9',
  allocatedStorage: 20,
} as StoredDatabase;
const REPLICA = { ...PRIMARY, physicalId: 'replica' };

it('13.33 the backups of a source of read replicas cannot be disabled', () => {
  const update = (replicas: StoredDatabase[], BackupRetentionPeriod: number) =>
    validateUpdate({
      database: PRIMARY,
      replicas,
      before: { BackupRetentionPeriod: 7 },
      after: { BackupRetentionPeriod },
    });
  expect(() => update([REPLICA], 0)).toThrow(
    'Backups cannot be disabled for DB instance primary: it is the source of read replicas.',
  );
  expect(() => update([REPLICA], 1)).not.toThrow();
  expect(() => update([], 0)).not.toThrow();
});
