import { ConfigReader } from '@backstage/config';
import { readDatabaseParameters } from './readDatabaseParameters';

function read(databaseParameters?: Record<string, unknown>) {
  return readDatabaseParameters(
    new ConfigReader({ databaseParameters } as object),
    'tap.targets prod-eu',
  );
}

it('reads what RDS allows in at least one family', () => {
  const parameters = {
    work_mem: '65536',
    shared_buffers: '{DBInstanceClassMemory/32768}',
    // Only in postgres18.
    io_method: 'worker',
    // Only until postgres17.
    log_connections: '0',
    'pgaudit.log': 'ddl',
  };
  expect(read(parameters)).toEqual(parameters);
  expect(read()).toEqual({});
});

it.each([
  [
    { work_mem: '32' },
    "tap.targets prod-eu: databaseParameters.work_mem: RDS rejects '32' in the family postgres18: the allowed values are 64-2147483647 (in kB, without a unit); for example work_mem: '64'",
  ],
  [
    { work_mem: 65536 },
    "tap.targets prod-eu: databaseParameters.work_mem must be a string; for example work_mem: '65536'",
  ],
  [
    { 'rds.force_ssl': 'on' },
    "databaseParameters.rds.force_ssl: RDS rejects 'on' in the family postgres18: the allowed values are 0,1; for example rds.force_ssl: '0'",
  ],
  [
    { port: '5433' },
    'databaseParameters.port: RDS sets this parameter itself and does not allow changes',
  ],
  [
    { workmem: '65536' },
    "databaseParameters.workmem: the family postgres18 of RDS has no parameter of this name; for example work_mem: '65536'",
  ],
])('rejects %j', (parameters, words) => {
  expect(() => read(parameters)).toThrow(words);
});
