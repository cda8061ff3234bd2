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

it('13.40 a stopped instance cannot be modified', () => {
  const update = (status: string) =>
    validateUpdate({
      database: { ...PRIMARY, status },
      replicas: [],
      before: { DBInstanceClass: 'db.t4g.micro' },
      after: { DBInstanceClass: 'db.t4g.small' },
    });
  expect(() => update('stopped')).toThrow(
    "You can't modify a stopped DB instance. Start the DB instance, and then modify it.",
  );
  expect(() => update('available')).not.toThrow();
});
